"""How soon a shop's customers come back, and the moments a model learns and is judged at. Days are whole."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from rapport.analytical.churn.contracts import Refusal

SHARE_BACK = 0.8
"""The horizon is the time within which so many of those who came back did."""
SHORTEST, LONGEST = 28, 182
REACH = 4
"""Who bought nothing for so many horizons has left already: of them nothing is said."""
FEWEST_GAPS = 50
FEWEST_CUSTOMERS = 100
FEWEST_OF_A_KIND = 30
FEWEST_CUTS, MOST_CUTS = 3, 8


@dataclass(frozen=True, slots=True)
class Calendar:
    """The newest moment of the data, and the cuts before it: the newest first, one horizon apart.

    The first cut is for judging, the second for choosing and calibrating, the others for learning.
    """

    horizon_days: int
    now: datetime
    cuts: tuple[datetime, ...]

    @property
    def horizon(self) -> timedelta:
        """The time within which a customer is expected back."""
        return timedelta(days=self.horizon_days)


def choose_horizon(gap_days: float) -> int:
    """Return whole weeks that cover the quantile of gaps, between four weeks and half a year."""
    weeks = -(-round(gap_days) // 7)
    return min(max(weeks * 7, SHORTEST), LONGEST)


def lay_out(first: datetime, last: datetime, horizon_days: int) -> Calendar:
    """Lay cuts from the newest moment back; each has at least a horizon of purchases before it."""
    horizon = timedelta(days=horizon_days)
    fitting = max((last - first) // horizon - 1, 0)
    cuts = tuple(last - horizon * step for step in range(1, min(fitting, MOST_CUTS) + 1))
    return Calendar(horizon_days, last, cuts)


def find_refusal(calendar: Calendar | None, gaps: int) -> Refusal | None:
    """Tell why nothing can be learnt before anything is read, or None."""
    if calendar is None:
        return Refusal.NOTHING
    if gaps < FEWEST_GAPS:
        return Refusal.FEW
    return Refusal.SHORT if len(calendar.cuts) < FEWEST_CUTS else None


def find_thin(customers: int, left: int) -> Refusal | None:
    """Tell why so many customers of a cut, so many of whom left, are too few to learn from, or None."""
    if customers < FEWEST_CUSTOMERS:
        return Refusal.FEW
    return Refusal.ALL_ALIKE if min(left, customers - left) < FEWEST_OF_A_KIND else None
