"""Reads: what is not to be recommended, and the business's rules."""

from uuid import UUID

from django.db.models import Q

from rapport.analytical.recommendation.contracts.offers import Bar, Policy
from rapport.analytical.recommendation.models import SuggestionBar
from rapport.kernel.errors import Missing
from rapport.kernel.identity.api import Actor
from rapport.kernel.settings.api import get_setting

MOST = 200


def list_bars(actor: Actor) -> list[Bar]:
    """Return the newest two hundred bars for everybody, the newest first; a customer's own are on their
    page."""
    actor.require("view", "recommendation")
    rows = SuggestionBar.objects.filter(party_id__isnull=True).order_by("-created_at", "-id")[:MOST]
    return [view_bar(row) for row in rows]


def load_bars(party_id: UUID | None = None) -> list[Bar]:
    """Return the bars that hold for a customer, or for whoever is not known, by one query."""
    whose = Q(party_id__isnull=True) | Q(party_id=party_id) if party_id else Q(party_id__isnull=True)
    return [view_bar(row) for row in SuggestionBar.objects.filter(whose).order_by("id")]


def get_bar(bar_id: UUID, *, actor: Actor) -> SuggestionBar:
    """Return a bar; raises `Missing`."""
    actor.require("view", "recommendation")
    found = SuggestionBar.objects.filter(id=bar_id).first()
    if found is None:
        raise Missing("There is no such bar.")
    return found


def read_policy() -> Policy:
    """Return the business's rules."""
    weight, most = get_setting("recommendation.margin"), get_setting("recommendation.category")
    return Policy(int(weight) / 100, int(most))


def view_bar(row: SuggestionBar) -> Bar:
    """Return a bar as strangers know it."""
    return Bar(row.id, row.product_id, row.category_id, row.party_id, row.reason, row.created_at)
