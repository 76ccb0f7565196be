"""Reads: what goes with a product."""

from uuid import UUID

from rapport.analytical.recommendation.contracts import PairedProduct
from rapport.analytical.recommendation.models import ProductTie
from rapport.analytical.recommendation.queries.goods import load_goods
from rapport.kernel.identity.api import Actor


def list_pairs(product_id: UUID, *, actor: Actor, limit: int = 6) -> list[PairedProduct]:
    """Return the products that the same customers buy and that may be sold now, the closest first."""
    actor.require("view", "recommendation")
    actor.require("view", "product")
    rows = list(ProductTie.objects.filter(product_id=product_id).order_by("rank", "other_id")[: 3 * limit])
    goods = load_goods([row.other_id for row in rows])
    pairs = [PairedProduct(goods[row.other_id], row.together) for row in rows if row.other_id in goods]
    return [pair for pair in pairs if pair.goods.offered][:limit]
