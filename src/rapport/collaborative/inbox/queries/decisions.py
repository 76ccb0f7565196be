"""What was decided about a conversation, in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.collaborative.inbox.models import RouteDecision

SHOWN = 20
REASONS: dict[str, str | Promise] = {
    "rule": _("the rule “%(detail)s” fits"),
    "skill": _("needs the skill %(detail)s"),
    "no-skill": _("nobody free has the skill %(detail)s"),
    "language": _("is written in %(detail)s"),
    "named": _("the rule names who takes it"),
    "named-busy": _("whom the rule names is away or has enough"),
    "knows": _("the customer knows them"),
    "load": _("they have least to do (%(detail)s open)"),
    "closed": _("outside the working hours it waits"),
    "overflow": _("nobody is free, so it waits"),
}


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision of routing: whether somebody was given it, and why; `by` names who else decided."""

    id: UUID
    at: datetime
    given: bool
    words: str
    icon: str = "waypoints"
    by: str = ""


Explain = Callable[[UUID], Sequence["DecisionLine"]]
_OTHERS: dict[str, Explain] = {}


def register_decisions(name: str, explain: Explain) -> None:
    """Have what another room decided in a conversation shown on it, with its reasons (in `apps.ready()`)."""
    _OTHERS[name] = explain


def list_explained(conversation_id: UUID) -> list[DecisionLine]:
    """Return what other rooms decided about a conversation the caller has authorised."""
    return [one for explain in _OTHERS.values() for one in explain(conversation_id)]


def list_decisions(conversation_id: UUID) -> list[DecisionLine]:
    """Return what routing decided about a conversation the caller has authorised, the latest ones."""
    rows = RouteDecision.objects.filter(conversation_id=conversation_id).order_by("-at", "-id")[:SHOWN]
    return [
        DecisionLine(row.id, row.at, (row.member_id or row.team_id) is not None, _say(row.reasons))
        for row in rows
    ]


def _say(reasons: list[list[str]]) -> str:
    said = [str(REASONS[code]) % {"detail": detail} for code, detail in reasons if code in REASONS]
    return "; ".join(said)
