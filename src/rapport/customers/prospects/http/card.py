"""The card of a customer's page: what kind of prospect this is or was, its score with the reasons."""

from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string

from rapport.customers.party.api import customer_of, seen_of
from rapport.customers.prospects.http.words import (
    HOW,
    INTEREST_TONES,
    INTERESTS,
    LOSSES,
    REASONS,
    SOURCES,
    STATE_TONES,
    STATES,
)
from rapport.customers.prospects.queries import find_prospect
from rapport.kernel.identity.api import actor_of, find_actor_of


def may_see(request: HttpRequest) -> bool:
    """Tell whether this request may see prospects at all."""
    actor = find_actor_of(request)
    return actor is not None and actor.may("view", "prospect") and actor.may("view", "customer")


def draw_prospect(request: HttpRequest, subject: UUID | None) -> str:
    """The prospect with what can be done about it; nothing for a customer who never was one."""
    if subject is None or not may_see(request):
        return ""
    actor, state = actor_of(request), customer_of(request, subject)
    line = find_prospect(seen_of(request, subject), actor=actor)
    may = actor.may("edit", "prospect") and actor.may("edit", "customer")
    if line is None and (not may or state.stage != "prospect"):
        return ""
    context: dict[str, object] = {"line": line, "party_id": subject, "may": may, "state": state}
    if line is not None:
        context |= {
            "word": STATES[line.state],
            "tone": STATE_TONES[line.state],
            "source": SOURCES[line.source],
            "interest": INTERESTS.get(line.interest, ""),
            "interest_tone": INTEREST_TONES.get(line.interest, "plain"),
            "loss": LOSSES.get(line.lost_reason, ""),
            "how": HOW.get(line.converted_how, ""),
            "reasons": [(REASONS.get(one.code, one.code), one.points) for one in line.reasons],
            "may_reopen": may and line.state != "open" and not state.order_count,
        }
    return render_to_string("prospects/card.html", context, request)
