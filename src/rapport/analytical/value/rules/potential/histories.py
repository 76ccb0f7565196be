"""How often, how long and how lately each customer bought, as columns; time in weeks.

Days on which somebody bought are counted, as the published fits count them: two orders of one day are one.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
WEEK = 7.0
PART = 50_000
"""So many rows are worked on at a time where each of them needs two dozen nodes: memory stays small."""


@dataclass(frozen=True)
class Histories:
    """One row a customer, or `counts` customers with the same three measures.

    `repeats` are the days with purchases after the first one, `recency` the weeks from the first to the last,
    `age` the weeks from the first to the end of the window. Zero repeats mean zero recency.
    """

    repeats: Floats
    recency: Floats
    age: Floats
    counts: Floats

    @classmethod
    def of(cls, repeats: Any, recency: Any, age: Any) -> "Histories":
        """Return columns of customers, each counted once."""
        x, t_x, t = (np.asarray(column, np.float64) for column in (repeats, recency, age))
        return cls(x, t_x, t, np.ones(len(x)))

    @classmethod
    def newcomers(cls) -> "Histories":
        """Return one customer at the moment of the first purchase."""
        return cls.of([0.0], [0.0], [0.0])

    def __len__(self) -> int:
        return len(self.repeats)

    def part(self, rows: Any) -> "Histories":
        """Return the customers a mask or slice chooses."""
        return Histories(self.repeats[rows], self.recency[rows], self.age[rows], self.counts[rows])

    def parts(self) -> list["Histories"]:
        """Return all customers, some at a time."""
        return [self.part(rows) for rows in slices(len(self))]

    def fold(self) -> "Histories":
        """Return each different history once, with how many customers have it: a fit reads no more."""
        rows = np.column_stack((self.repeats, self.recency, self.age))
        order = np.lexsort(rows.T)
        ordered = rows[order]
        starts = np.flatnonzero(np.r_[True, np.any(ordered[1:] != ordered[:-1], axis=1)])
        x, t_x, t = np.ascontiguousarray(ordered[starts].T)
        return Histories(x, t_x, t, np.add.reduceat(self.counts[order], starts))

    @cached_property
    def steps(self) -> tuple[Floats, NDArray[np.intp]]:
        """The different counts of repeats, and which of them each row has: gammas are read once for each."""
        values, where = np.unique(self.repeats, return_inverse=True)
        return values, where.reshape(-1)


def slices(count: int) -> list[slice]:
    """Return the slices that go through so many rows."""
    return [slice(start, start + PART) for start in range(0, count, PART)]
