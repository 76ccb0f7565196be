"""Writes of products, one file per idea."""

from rapport.operational.products.operations.bulk import ensure_products, upsert_products
from rapport.operational.products.operations.categories import change_category, create_category
from rapport.operational.products.operations.costs import set_cost, set_costs
from rapport.operational.products.operations.own import set_product_fields
from rapport.operational.products.operations.products import create_product, update_product

__all__ = [
    "change_category",
    "create_category",
    "create_product",
    "ensure_products",
    "set_cost",
    "set_costs",
    "set_product_fields",
    "update_product",
    "upsert_products",
]
