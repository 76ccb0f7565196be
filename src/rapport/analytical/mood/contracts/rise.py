"""More are unhappy than usual: what is told of one part, and who knows products."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class RiseView:
    """A part (`by`: all, topic, sku, channel; `key`: which) in which more people were unhappy within seven
    days than in the twelve weeks before, as it stood when it was noticed; `chance` is how likely chance does
    that. A person counts once a week. `ended_at` is empty while it stands."""

    id: UUID
    by: str
    key: str
    began_at: datetime
    people: int
    unhappy: int
    before: int
    unhappy_before: int
    chance: float
    ended_at: datetime | None

    @property
    def share(self) -> float:
        """The share of unhappy people within the seven days."""
        return self.unhappy / self.people

    @property
    def usual(self) -> float:
        """Their share in the twelve weeks before."""
        return self.unhappy_before / self.before


@dataclass(frozen=True, slots=True)
class KnownProduct:
    """A product that texts speak of."""

    id: UUID
    sku: str
    name: str


class ProductFinder(Protocol):
    """Where products are known; the products room registers one."""

    def find_by_skus(self, skus: Collection[str]) -> Mapping[str, KnownProduct]:
        """Return the products of the current tenant that have these SKUs, by SKU; one query."""

    def find_sku(self, product_id: UUID) -> str:
        """Return a product's SKU, empty for one that is not there."""
