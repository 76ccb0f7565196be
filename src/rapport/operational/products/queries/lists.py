"""The list of products: what narrows it, the orders it is walked in, its lines."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import QuerySet

from rapport.kernel.paging.api import Order, by_column, by_id, in_order
from rapport.operational.products.models import Product

ORDERS: Mapping[str, Order] = {
    "name": by_column("name_key"),
    "sku": by_column("sku"),
    "created": by_id(),
}
CHOICES = ("stage", "category", "active")


def narrow_products(rows: QuerySet[Product], chosen: Mapping[str, Sequence[str]]) -> QuerySet[Product]:
    """Apply what was chosen of `CHOICES`: any of the stages, any of the categories, on sale or not."""
    if stages := chosen.get("stage"):
        rows = rows.filter(stage__in=stages)
    if categories := chosen.get("category"):
        rows = rows.filter(category_id__in=categories)
    if active := chosen.get("active"):
        rows = rows.filter(active=active[0] == "yes")
    return rows


def load_products(ids: Sequence[UUID]) -> list[Product]:
    """Return the products of these ids with their categories, in their order, by one query."""
    rows = Product.objects.filter(id__in=ids).select_related("category")
    return in_order(ids, {row.id: row for row in rows})
