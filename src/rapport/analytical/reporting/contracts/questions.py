"""What is asked, and what was found."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from rapport.analytical.reporting.contracts.catalogue import Dimension, Metric
from rapport.kernel.filters.contracts import EVERYTHING, Filter

Face = Literal["number", "line", "bar", "table"]
FACES: tuple[Face, ...] = ("number", "line", "bar", "table")
MOST_METRICS, MOST_SPLITS, MOST_ROWS = 6, 3, 1_000


@dataclass(frozen=True, slots=True)
class Question:
    """Metrics, split by dimensions, of what a filter leaves, over a period; the best `top` alone if not 0.

    `sort` is a metric or dimension, with `-` before it for the greatest first; empty is the natural order.
    """

    metrics: tuple[str, ...]
    by: tuple[str, ...] = ()
    filter: Filter = EVERYTHING
    period: str = "28d"
    sort: str = ""
    top: int = 0
    face: Face = "table"


@dataclass(frozen=True, slots=True)
class Reach:
    """What a reader's right reaches: every unit where `units` is None, else these alone."""

    units: tuple[UUID, ...] | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an answer: a dimension or a metric."""

    dimension: Dimension | None = None
    metric: Metric | None = None

    @property
    def name(self) -> str:
        """Its name in questions."""
        found = self.dimension or self.metric
        return found.name if found else ""

    @property
    def label(self) -> str:
        """Its name for readers."""
        found = self.dimension or self.metric
        return str(found.label) if found else ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found: columns, rows in order, and the whole they are part of.

    Money is minor units of `currency`, or of the row's own where rows are split by currency. `names` are what
    values of a column are called, by column and value. `lost` are currencies no rate is known of: their
    money is not in it.
    `before` is the whole of the stretch before, where it was asked for. `more`: there are more rows than
    shown.
    """

    question: Question
    source: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    whole: tuple[float | None, ...]
    currency: str
    first: date | None
    last: date | None
    before: tuple[float | None, ...] = ()
    lost: tuple[str, ...] = ()
    names: dict[str, dict[str, str]] = field(default_factory=dict)
    more: bool = False
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Tile:
    """A place on a dashboard: a question with its face, how many of twelve columns wide, its own title if
    any."""

    id: str
    question: Question
    width: int = 3
    title: str = ""
