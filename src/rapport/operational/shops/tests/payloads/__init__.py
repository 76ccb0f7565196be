"""Reports in the shapes the two systems document, with a few values of one"s own."""

import copy
from typing import Any

from rapport.operational.shops.tests.payloads.shopify import (
    SHOPIFY_CUSTOMER,
    SHOPIFY_ORDER,
    SHOPIFY_REFUND,
    money,
)
from rapport.operational.shops.tests.payloads.woocommerce import WOO_CUSTOMER, WOO_ORDER

__all__ = [
    "SHOPIFY_CUSTOMER",
    "SHOPIFY_ORDER",
    "SHOPIFY_REFUND",
    "WOO_CUSTOMER",
    "WOO_ORDER",
    "changed",
    "money",
]


def changed(payload: dict[str, Any], **values: Any) -> dict[str, Any]:
    """Return a deep copy of a payload with some values changed."""
    return {**copy.deepcopy(payload), **values}
