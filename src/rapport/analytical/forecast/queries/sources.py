"""The registered sources of demand, of products and of promotions."""

from rapport.analytical.forecast.contracts import DemandSource, ProductSource, PromotionSource
from rapport.kernel.errors import Conflict

_demand: list[DemandSource] = []
_products: list[ProductSource] = []
_promotions: list[PromotionSource] = []


def register_demand_source(source: DemandSource) -> None:
    """Have forecasts learnt from these orders; a second source is refused, or demand would count twice."""
    if _demand and _demand[0] is not source:
        raise Conflict("Demand has a source already.")
    _demand[:] = [source]


def register_product_source(source: ProductSource) -> None:
    """Have products told apart by this room; a second one is refused."""
    if _products and _products[0] is not source:
        raise Conflict("Products have a source already.")
    _products[:] = [source]


def find_demand_source() -> DemandSource | None:
    """Return the source of demand, or None while no room sells anything."""
    return _demand[0] if _demand else None


def find_product_source() -> ProductSource | None:
    """Return the source of products, or None while no room has any."""
    return _products[0] if _products else None


def register_promotion_source(source: PromotionSource) -> None:
    """Have forecasts know of promotions; a second source is refused."""
    if _promotions and _promotions[0] is not source:
        raise Conflict("Promotions have a source already.")
    _promotions[:] = [source]


def find_promotion_source() -> PromotionSource | None:
    """Return the source of promotions, or None while no room has any."""
    return _promotions[0] if _promotions else None
