"""The front door of products."""

from rapport.operational.products.contracts import CostRow, Outcome, ProductBrief, ProductRow, RowOutcome
from rapport.operational.products.operations import (
    change_category,
    create_category,
    create_product,
    ensure_products,
    set_costs,
    update_product,
    upsert_products,
)
from rapport.operational.products.operations.finding import find_again as find_products_again
from rapport.operational.products.operations.finding import index_batch as index_product_batch
from rapport.operational.products.operations.finding import list_batch as list_product_batch
from rapport.operational.products.queries import (
    find_briefs,
    find_briefs_by_sku,
    get_product,
    list_products,
    search_briefs,
)
from rapport.operational.products.rules import name_key

__all__ = [
    "CostRow",
    "Outcome",
    "ProductBrief",
    "ProductRow",
    "RowOutcome",
    "change_category",
    "create_category",
    "create_product",
    "ensure_products",
    "find_briefs",
    "find_briefs_by_sku",
    "find_products_again",
    "get_product",
    "index_product_batch",
    "list_product_batch",
    "list_products",
    "name_key",
    "search_briefs",
    "set_costs",
    "update_product",
    "upsert_products",
]
