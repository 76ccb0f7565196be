"""What one customer bought, summed up: the three measures of RFM and the keys that order them.

Source of the method: A. M. Hughes, "Strategic Database Marketing" (1994): customers are ranked by how
recently, how often and for how much they bought, and each ranking is cut into five equal parts.
"""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from uuid import UUID

Ranking = tuple[int | datetime | UUID, ...]


@dataclass(frozen=True, slots=True)
class PurchaseHistory:
    """One customer's purchases: gross and returned in minor units of the tenant's currency, times in UTC.

    `orders` counts purchases only; cancellations and returns never add to it. `gross_minor` is the monetary
    measure; `returned_minor` (positive) is shown beside it and not subtracted.
    """

    party_id: UUID
    first_at: datetime
    last_at: datetime
    orders: int
    gross_minor: int
    returned_minor: int = 0

    @property
    def net_minor(self) -> int:
        """What was bought less what came back."""
        return self.gross_minor - self.returned_minor

    @property
    def mean_minor(self) -> int:
        """The mean purchase in minor units, rounded half to even."""
        return round(self.gross_minor / self.orders) if self.orders else 0

    def recency_ranking(self) -> Ranking:
        """Later is better; equal instants are ordered by the key."""
        return (self.last_at, self.party_id)

    def frequency_ranking(self) -> Ranking:
        """More is better; among equal counts the one who spent more; then the key.

        Most shops have many customers with one purchase: without the amount the key alone would decide their
        score.
        """
        return (self.orders, self.gross_minor, self.party_id)

    def monetary_ranking(self) -> Ranking:
        """More is better; equal sums are ordered by the key."""
        return (self.gross_minor, self.party_id)


def count_recency_days(last_at: datetime, as_of: datetime, zone: tzinfo) -> int:
    """Whole calendar days in the tenant's zone between the last purchase and `as_of`; never below zero."""
    return max((as_of.astimezone(zone).date() - last_at.astimezone(zone).date()).days, 0)
