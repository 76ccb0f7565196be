"""Costs and margins, added up."""

from dataclasses import dataclass
from typing import Literal

CostSplit = Literal["number", "campaign", "country", "month"]


@dataclass(frozen=True, slots=True)
class CostLine:
    """What messages cost and brought, in minor units of one currency, rounded once half to even.

    `key` is the number, campaign id, country or first day of the month. `unpriced` messages have no tariff,
    so they count in `messages` and `parts` alone.
    """

    key: str
    currency: str
    messages: int
    parts: int
    cost_minor: int
    price_minor: int
    unpriced: int

    @property
    def margin_minor(self) -> int:
        """What is left of what they brought."""
        return self.price_minor - self.cost_minor
