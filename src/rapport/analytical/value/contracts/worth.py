"""What is told about one customer, one segment, and all customers."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rapport.analytical.value.contracts.curve import RevenueCurve
from rapport.analytical.value.contracts.profit import CustomerProfitView
from rapport.analytical.value.contracts.scoring import Reason, Scores, Segment


@dataclass(frozen=True, slots=True)
class WorthAhead:
    """What is expected of one customer within a year, as the newest fit says; amounts in minor units.

    `alive`: probability that they are still a customer; `purchases`: days on which they buy; in eight of ten
    cases the money stays between `low_minor` and `high_minor`. `lifetime_minor`: the next five years,
    discounted to today. `loyalty`: 0 (never came back, or gone) to 100: the share of their orders that were
    repeats, times `alive`.
    """

    alive: float
    purchases: float
    money_minor: int
    low_minor: int
    high_minor: int
    lifetime_minor: int
    loyalty: int


@dataclass(frozen=True, slots=True)
class AheadTotals:
    """What is expected of all customers in sight within a year; `customers` are those something is said of,
    `alive` how many of them are probably still there. Amounts in minor units."""

    customers: int
    alive: float
    purchases: float
    money_minor: int
    lifetime_minor: int


@dataclass(frozen=True, slots=True)
class WorthCell:
    """Customers with these scores of recency and frequency (one to five), the segment that names them, and
    their revenue in minor units."""

    recency: int
    frequency: int
    segment: Segment
    customers: int
    revenue_minor: int


@dataclass(frozen=True, slots=True)
class Spread:
    """A measure over some customers: of how many it is known, its mean, and its deviation (n - 1)."""

    count: int
    mean: float
    deviation: float


@dataclass(frozen=True, slots=True)
class WorthSpread:
    """How worth lies among some customers who bought: how many, how many came back for a second order, what
    they paid and sent back, and the spread of measures. Amounts in minor units."""

    buyers: int
    came_back: int
    revenue_minor: int
    returned_minor: int
    revenue: Spread
    orders: Spread
    alive: Spread
    ahead: Spread


@dataclass(frozen=True, slots=True)
class WorthSums:
    """What some customers are worth together: how many bought, their orders, and amounts in minor units;
    `ahead_minor` is expected within a year, None where nothing is said of any of them."""

    buyers: int
    orders: int
    revenue_minor: int
    returned_minor: int
    ahead_minor: int | None


@dataclass(frozen=True, slots=True)
class CustomerWorthView:
    """What one customer is worth: amounts in minor units of `currency`, times in UTC, recency in whole
    days."""

    party_id: UUID
    currency: str
    first_at: datetime
    last_at: datetime
    recency_days: int
    orders: int
    gross_minor: int
    returned_minor: int
    mean_minor: int
    share_of_revenue: float
    scores: Scores
    segment: Segment
    reasons: tuple[Reason, ...]
    as_of: datetime
    ahead: WorthAhead | None
    profit: CustomerProfitView | None


@dataclass(frozen=True, slots=True)
class SegmentSize:
    """One segment: its customers and their revenue in minor units, with both shares of all."""

    segment: Segment
    customers: int
    revenue_minor: int
    customer_share: float
    revenue_share: float


@dataclass(frozen=True, slots=True)
class RevenueView:
    """The 80/20 curve with the money it is in, the guests' revenue that belongs to nobody, and when it was
    drawn."""

    curve: RevenueCurve
    currency: str
    guest_orders: int
    guest_minor: int
    returned_minor: int
    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class BuyerRow:
    """One line of the list of buyers; amounts in minor units of the tenant's currency, `scores` such as 545;
    `ahead_minor` is expected within a year, `alive` a probability; None where nothing could be learnt."""

    id: UUID
    name: str
    kind: str
    segment: Segment
    scores: str
    orders: int
    gross_minor: int
    returned_minor: int
    first_at: datetime
    last_at: datetime
    alive: float | None
    ahead_minor: int | None


@dataclass(frozen=True, slots=True)
class BuyerPage:
    """Some buyers and where the next begin: `next_cursor` is empty on the last page."""

    rows: tuple[BuyerRow, ...]
    next_cursor: str
