"""The card on a customer's page: the segments they are in."""

from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from rapport.analytical.segmentation.queries.segments import list_segments_of
from rapport.customers.party.api import customer_of
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import PageCard, may, register_card


def register_cards() -> None:
    """Put the card on the customer's page."""
    register_card(
        PageCard(
            "customer",
            "segments",
            _("Segments"),
            draw_segments,
            order=55,
            icon="shapes",
            allowed=may("view", "segment"),
            later=True,
        )
    )


def draw_segments(request: HttpRequest, subject: UUID | None) -> str:
    """Each segment the customer is in, and since when; nothing for one who is in none."""
    if subject is None:
        return ""
    found = list_segments_of(customer_of(request, subject).id, actor=actor_of(request))
    return render_to_string("segmentation/card.html", {"found": found}, request) if found else ""
