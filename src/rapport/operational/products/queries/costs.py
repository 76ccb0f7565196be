"""Reads of what products cost over time."""

from uuid import UUID

from rapport.kernel.identity.api import Actor
from rapport.operational.products.contracts import CostLine
from rapport.operational.products.models import ProductCost
from rapport.operational.products.queries.products import get_product

MOST = 400


def list_costs(product_id: UUID, actor: Actor) -> list[CostLine]:
    """Return what a product costs and did cost, the newest first; none where a role hides the cost.

    Raises `Missing`, and `Forbidden` without the right to view products.
    """
    get_product(product_id, actor)
    if not actor.may_see("product", "cost"):
        return []
    rows = ProductCost.objects.filter(product_id=product_id).order_by("-since")[:MOST]
    return [CostLine(row.since, row.cost, row.currency) for row in rows]
