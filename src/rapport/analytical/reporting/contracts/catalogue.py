"""What metrics, dimensions and sources are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from django.utils.functional import Promise

from rapport.analytical.reporting.contracts.measures import Measure

Label = str | Promise
Word = Literal["word", "day", "product", "country", "unit", "customer", "language", "weekday"]
"""How a value of a dimension is written for a reader."""
RowKind = Literal["day", "customer", "order", "product", "money", "number", "word", "country", "unit"]


@dataclass(frozen=True, slots=True)
class Dimension:
    """Something figures are split or narrowed by; `time` ones are steps of the calendar."""

    name: str
    label: Label
    word: Word = "word"
    time: bool = False
    filters: bool = True


@dataclass(frozen=True, slots=True)
class RowColumn:
    """A column of the rows behind a figure: its SQL over the source, and how it is written."""

    label: Label
    sql: str
    kind: RowKind


@dataclass(frozen=True, slots=True)
class RowPlan:
    """The rows behind a source's figures, newest first: one for each `key`, of the source that has them."""

    source: str
    key: str
    columns: tuple[RowColumn, ...]
    grouped: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A table of the marts as questions see it.

    `relation` is SQL that names the table `s`; `columns` are what formulas may name, `dimensions` what each
    is in SQL. `day` is empty where the table knows no time, `unit` where it is told of the whole business
    only,
    `currency` where it holds no money. `tables` are those the relation reads.
    """

    name: str
    label: Label
    relation: str
    tables: tuple[str, ...]
    columns: Mapping[str, Measure]
    dimensions: Mapping[str, str]
    day: str = ""
    unit: str = ""
    currency: str = ""
    rows: RowPlan | None = None


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure defined once: its name, what it means, who answers for it, and its formula over each source.

    The first source that has all a question asks for answers it; where several could, they say the same.
    """

    name: str
    label: Label
    about: Label
    owner: Label
    formulas: Mapping[str, str]
    measure: Measure
    good_when_up: bool = True
    digits: int = 0
    own: bool = field(default=False)
