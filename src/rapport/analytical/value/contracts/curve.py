"""The 80/20 curve of revenue over customers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The best `customers` of all give `revenue_minor` together."""

    customers: int
    revenue_minor: int


@dataclass(frozen=True, slots=True)
class RevenueCurve:
    """The curve of revenue over customers from the best down, at whole customers, at most 101 points.

    Amounts are minor units of the tenant's currency. `top_fifth_share` is the share of revenue of the best
    20 % of customers (between two customers the curve is a straight line); `customers_for_eighty` the
    smallest number of customers that give at least 80 % of it; `gini` is 0 for equal customers and nears 1
    for a single great one.
    """

    customers: int
    revenue_minor: int
    points: tuple[CurvePoint, ...]
    top_fifth_share: float
    customers_for_eighty: int
    gini: float

    def share_of(self, point: CurvePoint) -> tuple[float, float]:
        """Return a point as (share of customers, share of revenue)."""
        revenue = point.revenue_minor / self.revenue_minor if self.revenue_minor else 0.0
        return (point.customers / self.customers if self.customers else 0.0, revenue)
