"""Records and protocols that cross the room's wall."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from rapport.analytical.value.rules.curve import CurvePoint, RevenueCurve
from rapport.analytical.value.rules.quintiles import Scores
from rapport.analytical.value.rules.reasons import Reason
from rapport.analytical.value.rules.segments import Segment

__all__ = [
    "CurvePoint",
    "CustomerWorthView",
    "PurchaseSource",
    "Reason",
    "RevenueCurve",
    "RevenueView",
    "Scores",
    "Segment",
    "SegmentSize",
]


class PurchaseSource(Protocol):
    """Where purchases are known; the orders room registers one, later the mart takes its place."""

    def load_purchases(self, table: str, *, currency: str, party_ids: Sequence[UUID] | None = None) -> None:
        """Insert the current tenant's orders into a temporary table, set-based, inside the running
        transaction.

        `table` has the columns `party_id uuid` (null for a guest), `order_id uuid`, `at timestamptz`,
        `gross_minor bigint` (goods bought, 0 or more: lines of positive quantity and price of orders that
        stand) and `returned_minor bigint` (goods cancelled or sent back, 0 or more): one row an order.
        Amounts are in minor units of `currency`, converted by the day's rate where the order was in other
        money. `party_ids` narrows to the orders of these customers; guests are then left out. Orders of
        merged parties belong to the survivor.
        """


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
