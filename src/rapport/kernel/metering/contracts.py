"""What strangers learn of usage and plans."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


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
    """A meter's sum over a month, its limit, and each day's amount."""

    meter: str
    amount: int
    limit: int | None
    days: tuple[tuple[date, int], ...]
