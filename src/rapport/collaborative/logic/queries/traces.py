"""What was done about messages, and why."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.collaborative.delivery.api import list_conversations, load_messages
from rapport.collaborative.logic.contracts.lines import TraceLine
from rapport.collaborative.logic.models import LogicTrace
from rapport.kernel.identity.api import Actor
from rapport.kernel.paging.api import Order, by_column, in_order

ORDERS: Mapping[str, Order] = {"at": by_column("at", "moment")}
WHY: dict[str, str | Promise] = {
    "none": _("No service fits"),
    "word": _("the keyword “%(detail)s”"),
    "near": _("nearly the keyword “%(detail)s”"),
    "pattern": _("the pattern “%(detail)s”"),
    "any": _("any message"),
    "step": _("question %(detail)s"),
    "last": _("the last question is answered"),
    "wrong": _("the answer is none of its kind (%(detail)s)"),
    "tries": _("%(detail)s wrong answers"),
    "no": _("said no"),
    "stop": _("wants no more"),
    "echo": _("they send us our own words"),
    "most": _("%(detail)s answers lately"),
    "same": _("the same words again"),
}
"""Why something was done, by its code."""


def say_why(code: str, detail: str) -> str:
    """Return the reason of a trace in words."""
    return str(WHY.get(code, code)) % {"detail": detail}


def list_traces(actor: Actor) -> QuerySet[LogicTrace]:
    """Return what was done in conversations the actor may see; raises `Forbidden`."""
    actor.require("view", "logic")
    return LogicTrace.objects.filter(conversation_id__in=list_conversations(actor).values("id"))


def load_traces(ids: Sequence[UUID], actor: Actor) -> list[TraceLine]:
    """Return traces in the order of their ids; for ids the reader may see."""
    found = LogicTrace.objects.filter(id__in=ids).select_related("service")
    return trace_lines(in_order(ids, {row.id: row for row in found}))


def trace_lines(rows: Sequence[LogicTrace]) -> list[TraceLine]:
    """Return traces with what was asked and answered, in a few statements."""
    asked = {row.message_id for row in rows} | {row.answer_id for row in rows if row.answer_id}
    said = load_messages(asked)
    return [_line(row, said) for row in rows]


def _line(row: LogicTrace, said: Mapping[UUID, object]) -> TraceLine:
    text = getattr(said.get(row.message_id), "text", "")
    answer = getattr(said.get(row.answer_id), "text", "") if row.answer_id else ""
    return TraceLine(
        *(row.id, row.message_id, row.conversation_id, row.service_id),
        row.service.name if row.service else "",
        *(row.number, row.kind, say_why(row.why, row.detail)),
        *(row.channel, row.sender, text, answer),
        row.at,
    )


def list_thread_traces(conversation_id: UUID, most: int = 50) -> list[LogicTrace]:
    """Return what was done in a conversation the caller has authorised, the latest."""
    rows = LogicTrace.objects.filter(conversation_id=conversation_id).select_related("service")
    return list(rows.order_by("-at", "-id")[:most])


def load_lately(
    pairs: Collection[tuple[UUID, str]], since: datetime
) -> dict[tuple[UUID, str], list[tuple[str, str]]]:
    """Return what senders were answered since a moment (UTC), by account and sender: (asked, said), plain."""
    rows = LogicTrace.objects.filter(
        account_id__in={account for account, _sender in pairs},
        sender__in={sender for _account, sender in pairs},
        at__gt=since,
        answer_id__isnull=False,
    )
    found: dict[tuple[UUID, str], list[tuple[str, str]]] = {}
    for account, sender, plain, said in rows.values_list("account_id", "sender", "plain", "said"):
        found.setdefault((account, sender), []).append((plain, said))
    return found
