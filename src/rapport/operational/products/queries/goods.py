"""Products as recommending reads them."""

from collections.abc import Collection, Iterable
from decimal import Decimal
from uuid import UUID

from rapport.analytical.recommendation.contracts import Goods
from rapport.operational.products.models import Product

NOT_SOLD = (Product.Stage.DESIGN, Product.Stage.RETIRED)


def find_goods(ids: Collection[UUID]) -> dict[UUID, Goods]:
    """Return these products of the current tenant by id; unknown ids are left out."""
    return {one.id: one for one in _read(Product.objects.filter(id__in=set(ids)).select_related("category"))}


def list_offered() -> list[Goods]:
    """Return every product of the current tenant that is on sale, in order of id."""
    sold = Product.objects.filter(active=True).exclude(stage__in=NOT_SOLD).select_related("category")
    return list(_read(sold.order_by("id").iterator()))


def _read(products: Iterable[Product]) -> Iterable[Goods]:
    for product in products:
        yield Goods(
            id=product.id,
            sku=product.sku,
            name=product.name,
            href=f"/products/{product.id}",
            currency=product.currency,
            price=product.unit_price,
            margin=_margin(product.unit_price, product.cost),
            category_id=product.category_id,
            category=product.category.name if product.category else "",
            offered=product.active and product.stage not in NOT_SOLD,
            entered_at=product.created_at,
        )


def _margin(price: Decimal, cost: Decimal | None) -> float | None:
    """Return the part of the price above cost, 0 where it costs more than it brings; None without a cost."""
    if cost is None or price <= 0:
        return None
    return max(0.0, float(1 - cost / price))
