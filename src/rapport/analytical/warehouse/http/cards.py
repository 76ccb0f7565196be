"""The card on a customer's page: how they buy and what they look at, as the mart knows it."""

from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.analytical.warehouse.operations.telling import MODEL
from rapport.customers.party.api import InsightLine, list_insights, seen_of
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import PageCard, register_card

HABITS: dict[str, Promise] = {
    "browsing": _("In the shop"),
    "interest": _("Looks at most"),
    "favourite": _("Buys most"),
    "rhythm": _("Buys again after"),
}
"""What the mart tells of a customer, in the order it is read."""


def register_cards() -> None:
    """Put the card on the customer's page."""
    register_card(
        PageCard(
            "customer",
            "habits",
            _("Habits"),
            draw_habits,
            order=60,
            icon="eye",
            later=True,
        )
    )


def draw_habits(request: HttpRequest, subject: UUID | None) -> str:
    """Each habit with its figure and its ground; nothing for a customer no mart knows."""
    if subject is None:
        return ""
    lines = {
        line.name: line
        for line in list_insights(seen_of(request, subject), actor=actor_of(request))
        if line.model == MODEL
    }
    told = [
        {"label": label, "line": lines[name], "ground": _ground(lines[name])}
        for name, label in HABITS.items()
        if name in lines and lines[name].reasons
    ]
    return render_to_string("warehouse/habits.html", {"habits": told}, request) if told else ""


def _ground(line: InsightLine) -> str:
    return " ".join(str(reason.get("text", "")) for reason in line.reasons)
