"""What people decide: never to recommend a product or a category, or a product to one customer."""

from uuid import UUID

from rapport.analytical.recommendation.contracts.offers import Bar
from rapport.analytical.recommendation.models import SuggestionBar
from rapport.analytical.recommendation.queries.bars import get_bar, view_bar
from rapport.analytical.recommendation.queries.goods import require_category, require_goods
from rapport.customers.party.api import resolve_customer
from rapport.kernel.errors import Clash
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work

LONGEST = 300


def bar(
    *,
    product_id: UUID | None = None,
    category_id: UUID | None = None,
    party_id: UUID | None = None,
    reason: str = "",
    actor: Actor,
) -> Bar:
    """Have a product or a category no longer recommended, to a customer or to anybody; the same bar stays
    one.

    For everybody it takes the right to edit recommendations, for one customer to edit that customer.
    """
    with unit_of_work(actor):
        if party_id is None:
            actor.require("edit", "recommendation")
        else:
            party_id = resolve_customer(party_id, actor=actor, verb="edit")
        if product_id is not None:
            require_goods([product_id])
        if category_id is not None:
            require_category(category_id)
        if (product_id is None) == (category_id is None):
            raise Clash("Name a product or a category.", code="what")
        row, _made = SuggestionBar.objects.get_or_create(
            product_id=product_id,
            category_id=category_id,
            party_id=party_id,
            defaults={"reason": reason.strip()[:LONGEST], "created_by": actor.id},
        )
        return view_bar(row)


def lift_bar(bar_id: UUID, *, actor: Actor) -> None:
    """Have it recommended again."""
    with unit_of_work(actor):
        row = get_bar(bar_id, actor=actor)
        if row.party_id is None:
            actor.require("edit", "recommendation")
        else:
            resolve_customer(row.party_id, actor=actor, verb="edit")
        row.delete()
