"""What is told about profit: of one customer, of all, and as a curve; amounts in minor units of the own
money."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from rapport.analytical.value.contracts.curve import RevenueCurve


class Period(StrEnum):
    """Since ever, or the last twelve months: this calendar month of the tenant's zone and the eleven
    before."""

    ALL = "all"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class WhalePoint:
    """The best `customers` together bring `profit_minor`."""

    customers: int
    profit_minor: int


@dataclass(frozen=True, slots=True)
class WhaleCurve:
    """Cumulative profit from the most profitable customer down, at most 102 points.

    The peak is what those who bring something bring together; the `losers` take `lost_minor` (below zero) of
    it away again. `top_fifth_share`: what the best 20 % bring of the total, more than 1 where others cost;
    None where there is no profit in all.
    """

    customers: int
    total_minor: int
    peak_customers: int
    peak_minor: int
    losers: int
    lost_minor: int
    points: tuple[WhalePoint, ...]
    top_fifth_share: float | None


@dataclass(frozen=True, slots=True)
class ProfitFigures:
    """What was earned and spent in a period, in minor units.

    `earned_minor`: bought less returned, without tax, after discounts (`discount_minor`, for information);
    `known_minor`: the part of it whose goods' cost is known; `goods_minor`: that cost; `shipping_minor`:
    charged for carriage; `serving_minor`: cost to serve. `profit_minor` = known - goods + shipping - serving,
    None where nothing is known of the cost of what was earned.
    """

    earned_minor: int
    known_minor: int
    goods_minor: int
    shipping_minor: int
    discount_minor: int
    serving_minor: int
    profit_minor: int | None

    @property
    def margin_minor(self) -> int | None:
        """Gross margin: what is left of the known part when its goods are paid; None where none is known."""
        return self.known_minor - self.goods_minor if self.known_minor else None

    @property
    def margin_share(self) -> float | None:
        """The gross margin as a share of the known part."""
        return (self.known_minor - self.goods_minor) / self.known_minor if self.known_minor > 0 else None

    @property
    def coverage(self) -> float | None:
        """Of which share of what was earned the cost of goods is known; None where nothing was earned."""
        return self.known_minor / self.earned_minor if self.earned_minor else None


@dataclass(frozen=True, slots=True)
class CustomerProfitView:
    """What one customer brings and costs, since ever and in the last twelve months; `serving` by kind of cost
    since ever, in minor units."""

    party_id: UUID
    currency: str
    all: ProfitFigures
    year: ProfitFigures
    serving: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ProfitView:
    """All customers' profit in a period; `customers` were served or earned from, of `known` the profit is
    known. `serving` by kind of cost (since ever), the whale curve of profit and the 80/20 curve of the cost
    to serve."""

    period: Period
    currency: str
    customers: int
    known: int
    figures: ProfitFigures
    whale: WhaleCurve
    cost_curve: RevenueCurve
    serving: Mapping[str, int]
    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class ProfitRow:
    """One line of the list of customers by profit."""

    id: UUID
    name: str
    kind: str
    segment: str
    earned_minor: int
    margin_minor: int | None
    margin_share: float | None
    coverage: float | None
    serving_minor: int
    profit_minor: int | None
    year_profit_minor: int | None
