"""The products of a demo shop, on their shelves."""

from uuid import UUID

from rapport.kernel.identity.api import Actor
from rapport.operational.products.api import ProductRow, create_category, upsert_products
from rapport.site.demo.records import Shop


def fill_goods(shop: Shop, *, actor: Actor) -> None:
    """Enter categories and products."""
    shelves: dict[str, UUID] = {}
    for product in shop.products:
        if product.category not in shelves:
            code = product.sku.partition("-")[0]
            shelves[product.category] = create_category(product.category, code, actor=actor).id
    rows = [
        ProductRow(
            product.sku,
            {
                "name": product.name,
                "category_id": shelves[product.category],
                "stage": product.stage,
                "currency": shop.currency,
                "unit_price": product.prices[shop.currency],
                "cost": product.cost,
                "active": product.stage != "retired",
            },
        )
        for product in shop.products
    ]
    upsert_products(list(enumerate(rows)), "create", actor=actor)
