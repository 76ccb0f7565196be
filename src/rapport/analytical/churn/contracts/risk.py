"""What is told about one customer's risk of leaving, and about all of them together."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Ground(StrEnum):
    """What a reason speaks of; the value is the code programs see."""

    SILENCE = "silence"
    HABIT = "habit"
    TREND = "trend"
    MONEY = "money"
    RETURNS = "returns"


@dataclass(frozen=True, slots=True)
class Measures:
    """What was known of one customer's purchases: counts are days with purchases, amounts minor units.

    `since` and `silent` are days from the first and the last purchase to the cut, `longest` the longest time
    between two purchases (0 with one); `recent` are the purchases of the last horizon, `before` those of the
    one before it.
    """

    since: int
    silent: int
    days: int
    longest: int
    recent: int
    before: int
    gross_minor: int
    returned_minor: int

    @property
    def usual(self) -> int:
        """The mean days between two purchases; 0 with one."""
        return round((self.since - self.silent) / (self.days - 1)) if self.days > 1 else 0

    @property
    def mean_minor(self) -> int:
        """What is spent at a time."""
        return round(self.gross_minor / self.days) if self.days else 0

    @property
    def returned_share(self) -> float:
        """The share that was sent back."""
        return min(self.returned_minor / self.gross_minor, 1.0) if self.gross_minor else 0.0


@dataclass(frozen=True, slots=True)
class RiskReason:
    """One ground: by how much it moves the logarithm of the odds, against a usual customer's.

    The sum over all grounds is the whole difference (Shapley values of a linear model are exact).
    """

    ground: Ground
    weight: float


@dataclass(frozen=True, slots=True)
class RiskView:
    """One customer's risk: the probability of buying nothing within `horizon_days` from `as_of` (UTC).

    `at_stake_minor` is the risk times what is expected of them within a year, in minor units of `currency`;
    None where nothing is known of the year. Reasons come with the weightiest first.
    """

    party_id: UUID
    risk: float
    horizon_days: int
    at_stake_minor: int | None
    currency: str
    measures: Measures
    reasons: tuple[RiskReason, ...]
    model_id: UUID
    as_of: datetime


@dataclass(frozen=True, slots=True)
class RiskRow:
    """One line of the list of those at risk; amounts in minor units of the business's currency."""

    id: UUID
    name: str
    kind: str
    risk: float
    at_stake_minor: int | None
    measures: Measures
    reasons: tuple[RiskReason, ...]
    as_of: datetime


@dataclass(frozen=True, slots=True)
class RiskPage:
    """Some customers and where the next begin: `next_cursor` is empty on the last page."""

    rows: tuple[RiskRow, ...]
    next_cursor: str


@dataclass(frozen=True, slots=True)
class RiskTotals:
    """The customers in sight that something is said of: how many will probably leave, what is at stake."""

    customers: int
    leaving: float
    likely: int
    at_stake_minor: int
