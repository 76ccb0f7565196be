"""Reads: where more are unhappy than usual, and which products texts speak of."""

from collections.abc import Collection, Mapping
from uuid import UUID

from rapport.analytical.mood.contracts.rise import KnownProduct, ProductFinder, RiseView
from rapport.analytical.mood.models import MoodRise
from rapport.analytical.mood.queries.texts import sees_everything
from rapport.kernel.errors import Conflict
from rapport.kernel.identity.api import Actor

MOST = 50
_finders: list[ProductFinder] = []


def list_rises(actor: Actor, *, ended: bool = False) -> list[RiseView]:
    """Return the rises that stand, the newest first (at most 50), or those that are over; none for who does
    not see all texts. Raises `Forbidden`."""
    if not sees_everything(actor):
        return []
    rows = MoodRise.objects.filter(ended_at__isnull=not ended).order_by("-began_at", "-id")[:MOST]
    return [
        RiseView(
            id=row.id,
            by=row.by,
            key=row.key,
            began_at=row.began_at,
            people=row.people,
            unhappy=row.unhappy,
            before=row.before,
            unhappy_before=row.unhappy_before,
            chance=row.chance,
            ended_at=row.ended_at,
        )
        for row in rows
    ]


def register_product_finder(finder: ProductFinder) -> None:
    """Have texts lead to the products of this room; a second one is refused."""
    if _finders and _finders[0] is not finder:
        raise Conflict("Products have a finder already.")
    _finders[:] = [finder]


def find_products(skus: Collection[str]) -> Mapping[str, KnownProduct]:
    """Return the products that have these SKUs; none while no room has any."""
    wanted = {sku for sku in skus if sku}
    return _finders[0].find_by_skus(wanted) if _finders and wanted else {}


def find_sku(product_id: UUID) -> str:
    """Return a product's SKU, empty where it is not known."""
    return _finders[0].find_sku(product_id) if _finders else ""
