"""Cards of a customer's page: the key account with its team and needs, and the group of companies."""

from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string

from rapport.customers.accounts.contracts import NeedLine, TreeLine
from rapport.customers.accounts.http.words import LEVEL_TONES, ROLES, STATE_TONES, STATES, name_levels
from rapport.customers.accounts.queries import find_account, list_needs_of, list_tree
from rapport.customers.party.api import customer_of, seen_of
from rapport.kernel.identity.api import actor_of, find_actor_of
from rapport.ui.api import Viewer, get_viewer

SHOWN = 8


def may_see(request: HttpRequest) -> bool:
    """Tell whether this request may see key accounts at all."""
    actor = find_actor_of(request)
    return actor is not None and actor.may("view", "account") and actor.may("view", "customer")


def draw_account(request: HttpRequest, subject: UUID | None) -> str:
    """The service level, the team and the needs that are not over; or the way to make it a key account."""
    if subject is None or not may_see(request):
        return ""
    actor, state = actor_of(request), customer_of(request, subject)
    line = find_account(seen_of(request, subject), actor=actor)
    may_name = actor.may("create", "account") and actor.may("edit", "customer")
    if line is None and (not may_name or state.stage != "customer"):
        return ""
    context: dict[str, object] = {"line": line, "party_id": subject}
    if line is not None:
        context |= {
            "level": name_levels()[line.level],
            "tone": LEVEL_TONES[line.level],
            "team": [(one, ROLES[one.role]) for one in line.team],
            "needs": [need_words(one) for one in list_needs_of(line.id)],
            "may": actor.may("edit", "account"),
        }
    return render_to_string("accounts/card.html", context, request)


def draw_group(request: HttpRequest, subject: UUID | None) -> str:
    """The companies one belongs to and those that belong to it, with what all of them bought together."""
    if subject is None or customer_of(request, subject).kind == "person":
        return ""
    lines = list_tree(seen_of(request, subject), actor=actor_of(request))
    if len(lines) < 2:
        return ""
    context = {
        "lines": [tree_words(one, get_viewer(), subject) for one in lines[:SHOWN]],
        "more": len(lines) - SHOWN if len(lines) > SHOWN else 0,
        "party_id": subject,
    }
    return render_to_string("accounts/group.html", context, request)


def need_words(line: NeedLine) -> dict[str, object]:
    """A need as templates show it."""
    return {"line": line, "word": STATES[line.state], "tone": STATE_TONES[line.state]}


def tree_words(line: TreeLine, viewer: Viewer, subject: UUID) -> dict[str, object]:
    """A company of a group as templates show it."""
    return {
        "line": line,
        "here": line.customer_id == subject,
        "own": _sums(line.own, viewer),
        "rolled": _sums(line.rolled, viewer),
    }


def _sums(sums: dict[str, int], viewer: Viewer) -> str:
    return " + ".join(viewer.money(minor, currency) for currency, minor in sorted(sums.items())) or "–"
