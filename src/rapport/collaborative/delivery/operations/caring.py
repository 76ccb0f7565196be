"""Whose a conversation is, whether it is open, until when it rests: changed for one or many at once."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q

from rapport.collaborative.delivery.contracts import Care, ConversationLine
from rapport.collaborative.delivery.models import Conversation
from rapport.collaborative.delivery.operations.receiving import SUBJECT
from rapport.collaborative.delivery.operations.telling import tell_changed
from rapport.collaborative.delivery.queries.threads import line_of, list_conversations
from rapport.customers.party.api import get_customer
from rapport.customers.timeline.api import Subject, move_kept
from rapport.kernel.errors import Clash, Conflict, Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work

CARED = frozenset({"state", "assignee_id", "team_id", "snoozed_until", "tags", "answer_due_at"})


def change_conversations(changes: Sequence[Care], *, actor: Actor) -> list[ConversationLine]:
    """Change conversations, each once; returns them as they now are, in the order asked.

    Closing one ends its waiting and its rest. What would change nothing tells nobody. A few statements
    however many. The caller knows members and teams. Raises `Missing` where one is not the actor's to change,
    `Conflict` for another version, `Clash` for one that was put together with another.
    """
    with unit_of_work(actor) as work:
        rows = _lock([one.conversation_id for one in changes], actor)
        changed, names = list[Conversation](), {"version"}
        for one in changes:
            row = rows[one.conversation_id]
            if one.version is not None and row.version != one.version:
                raise Conflict("Somebody changed this conversation meanwhile.", code="stale")
            if row.state == "merged":
                raise Clash("This conversation was put together with another.", code="merged")
            values = complete(one.values)
            if all(getattr(row, name) == value for name, value in values.items()):
                continue
            for name, value in values.items():
                setattr(row, name, value)
            row.version += 1
            names.update(values)
            changed.append(row)
        Conversation.objects.bulk_update(changed, sorted(names), batch_size=500)
        for row in changed:
            tell_changed(row, work)
    return [line_of(rows[one.conversation_id]) for one in changes]


def assign_customer(
    conversation_id: UUID, party_id: UUID | None, *, claimed: bool = False, actor: Actor
) -> ConversationLine:
    """Say who writes here, for what was written and what will be; its lines move to their timeline.

    None means that it is nobody to be kept; `claimed` that they only say so. Raises `Missing`.
    """
    with unit_of_work(actor) as work:
        row = _lock([conversation_id], actor)[conversation_id]
        customer = get_customer(party_id, actor=actor) if party_id else None
        if row.party_id is not None:
            move_kept(Subject(SUBJECT, row.id, row.party_id), customer.id if customer else None, work=work)
        row.party_id = customer.id if customer else None
        row.match = ("claimed" if claimed else "known") if customer else "none"
        row.unit_id = customer.unit_id if customer else row.unit_id
        row.version += 1
        row.save(update_fields=["party_id", "match", "unit_id", "version"])
        tell_changed(row, work)
        return line_of(row)


def assign_sender(account_id: UUID, peer: str, party_id: UUID, *, claimed: bool = False, actor: Actor) -> int:
    """Say who writes from an address of a channel, in all open conversations; returns in how many.

    What a member has decided about whose a conversation is, stays. Raises `Missing`.
    """
    with unit_of_work(actor):
        own = Conversation.objects.filter(account_id=account_id, peer=peer, state="open")
        unknown = own.filter(Q(party=None) | (Q(match="claimed") & ~Q(party_id=party_id)))
        ids = list(unknown.order_by("id").values_list("id", flat=True))
        for conversation_id in ids:
            assign_customer(conversation_id, party_id, claimed=claimed, actor=actor)
    return len(ids)


def _lock(ids: Sequence[UUID], actor: Actor) -> dict[UUID, Conversation]:
    """Lock conversations the actor may change, in one order, so that nobody waits in a circle."""
    wanted = list_conversations(actor, "edit").filter(id__in=set(ids)).order_by("id")
    rows = {row.id: row for row in wanted.select_for_update(of=("self",))}
    if set(ids) - rows.keys():
        raise Missing("There is no such conversation.")
    return rows


def complete(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with what follows of them; raises ValueError for what is not cared for here."""
    if unknown := set(values) - CARED:
        raise ValueError(f"Not changed here: {sorted(unknown)}")
    if values.get("state") == "closed":
        return {**values, "waiting_since": None, "answer_due_at": None, "snoozed_until": None}
    return dict(values)
