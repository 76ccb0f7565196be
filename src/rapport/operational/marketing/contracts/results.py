"""What campaigns brought together, as pages and programs see it; sums in minor units of one currency."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Credited:
    """A campaign with the orders and revenue each model gives it, and what it cost beside the messages."""

    campaign_id: UUID
    name: str
    orders: Mapping[str, float]
    revenue: Mapping[str, float]
    cost_minor: int


@dataclass(frozen=True, slots=True)
class Results:
    """Campaigns with what they are credited with, the most by the last answer first; answers by hour.

    `orders` and `revenue` are of everybody who answered, whoever is credited; `hours` counts what people (no
    programs) opened or followed in each hour of the business's day, 0 to 23.
    """

    currency: str
    orders: int
    revenue: float
    campaigns: tuple[Credited, ...]
    hours: tuple[int, ...]
