"""Segments beside each other: each measure with where it lies, and by how much it differs from the first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from rapport.kernel.shares import Difference

Group = Literal["channel", "category", "mood"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure of a segment: its value, where it lies with 95 % confidence (None where not said), and of
    how many it was taken. Amounts in minor units, shares of one."""

    value: float | None
    low: float | None
    high: float | None
    of: int


@dataclass(frozen=True, slots=True)
class Compared:
    """A measure in each segment, and each segment's difference to the first one (None for the first itself,
    and where too few are known)."""

    measure: str
    figures: Sequence[Figure]
    differences: Sequence[Difference | None]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two or three segments, in the order they were asked for: id, name, members the reader may see.

    `shares` are orders by channel, pieces by category and texts by mood, the largest first. `asked` is how
    many customers of each segment channels and categories were read of; 0 where marts cannot be read.
    """

    segments: Sequence[tuple[UUID, str, int]]
    measures: Sequence[Compared]
    shares: dict[Group, Sequence[Compared]]
    asked: Sequence[int]
