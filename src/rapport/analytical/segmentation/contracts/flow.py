"""How customers went from one segment to another between two moments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

NOBODY, SEVERAL = "none", "several"
"""Where somebody is who is in none of the segments looked at, or in more than one of them."""


@dataclass(frozen=True, slots=True)
class Flow:
    """So many customers stood in `start` at the first moment and stand in `end` at the second; each is the
    id of a segment, `none` or `several`."""

    start: str
    end: str
    customers: int


@dataclass(frozen=True, slots=True)
class SegmentFlows:
    """The segments looked at by name, in their order, and everybody who was in one of them at either moment.

    Each customer counts once. Sums of flows by `start` and `end` are what segments held then. `start` (UTC)
    is the first moment; `young` are the segments that were filled after the moment asked for, so that the
    picture begins when the last of them was.
    """

    names: dict[str, str]
    flows: Sequence[Flow]
    start: datetime | None = None
    young: Sequence[str] = ()

    def count_start(self, place: str) -> int:
        """Return how many stood there at the first moment."""
        return sum(one.customers for one in self.flows if one.start == place)

    def count_end(self, place: str) -> int:
        """Return how many stand there at the second moment."""
        return sum(one.customers for one in self.flows if one.end == place)

    @property
    def moved(self) -> int:
        """How many stand elsewhere than before."""
        return sum(one.customers for one in self.flows if one.start != one.end)
