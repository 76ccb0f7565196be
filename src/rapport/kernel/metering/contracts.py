"""What strangers learn of usage and plans."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

Label = str | Promise


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan: its price in minor units of its currency a month, and its quotas by meter."""

    code: str
    name: str
    price_minor: int
    currency: str
    quotas: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class UsageLine:
    """A meter's sum over a month (a level: what stands now), its limit, and each day's amount of a flow."""

    meter: str
    amount: int
    limit: int | None
    days: tuple[tuple[date, int], ...] = ()
    label: Label = ""
    unit: str = "count"
    level: bool = False

    @property
    def share(self) -> float | None:
        """How much of the limit is used, from 0 to 1; None without a limit."""
        if self.limit is None:
            return None
        return min(1.0, self.amount / self.limit) if self.limit else 1.0
