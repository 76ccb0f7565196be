"""The registered sources of demand and of products."""

from rapport.analytical.forecast.contracts import DemandSource, ProductSource
from rapport.kernel.errors import Conflict

_demand: list[DemandSource] = []
_products: list[ProductSource] = []


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
