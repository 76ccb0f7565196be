"""Reads of products, one file per idea."""

from rapport.operational.products.queries.categories import (
    find_category_by_code,
    get_category,
    list_categories,
)
from rapport.operational.products.queries.costs import list_costs
from rapport.operational.products.queries.products import (
    find_briefs,
    find_briefs_by_sku,
    get_product,
    get_product_for_update,
    list_products,
    search_briefs,
    search_products,
)

__all__ = [
    "find_briefs",
    "find_briefs_by_sku",
    "find_category_by_code",
    "get_category",
    "get_product",
    "get_product_for_update",
    "list_categories",
    "list_costs",
    "list_products",
    "search_briefs",
    "search_products",
]
