"""What a model is, what an engine does, and what became of a build."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, Protocol
from uuid import UUID

Kind = Literal["latest", "keyed", "whole", "view"]
State = Literal["published", "partly", "blocked"]


@dataclass(frozen=True, slots=True)
class ModelColumn:
    """A column of a model: its type in DuckDB's words, and what it means."""

    name: str
    type: str
    about: str


@dataclass(frozen=True, slots=True)
class Gap:
    """What a model would hold if the facts were there, and the capability that will bring them."""

    name: str
    capability: str
    about: str


@dataclass(frozen=True, slots=True)
class Model:
    """A table of the warehouse as its file says it.

    `latest` keeps the newest state of each `key`, by the columns `newest`; `keyed` is made again for those
    values of `by` that something changed of; `whole` is small and made again whenever something it reads
    changed; a `view` is not kept. `through` names the model that leads from the ids facts were told under to
    `by` (merged customers to who they are now), `forgets` the columns of persons and visitors who leave when
    they are erased. `facts` and `models` are what its query reads, `mart` is the folder of its file.
    """

    name: str
    mart: str
    kind: Kind
    key: tuple[str, ...]
    newest: tuple[str, ...]
    by: str
    through: str
    forgets: tuple[str, ...]
    grain: str
    owner: str
    about: str
    columns: tuple[ModelColumn, ...]
    gaps: tuple[Gap, ...]
    sql: str
    facts: tuple[str, ...]
    models: tuple[str, ...]

    @property
    def column_names(self) -> frozenset[str]:
        """The names of its columns."""
        return frozenset(column.name for column in self.columns)

    @property
    def stands(self) -> bool:
        """Whether its rows are kept, rather than asked for anew each time."""
        return self.kind != "view"


@dataclass(frozen=True, slots=True)
class QualityTest:
    """A question whose answer must be empty; `of` are the models it watches over.

    With `by` it is asked of those values of the column alone that something changed of. What `blocks` keeps
    the mart from being published; other findings are only shown, or also told to who looks after marts.
    """

    name: str
    of: tuple[str, ...]
    about: str
    sql: str
    by: str = ""
    blocks: bool = True
    tells: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """A test that found rows: how many, the first of them, and the models it watches over."""

    test: str
    about: str
    rows: int
    sample: str
    of: tuple[str, ...] = ()
    blocks: bool = True
    tells: bool = False


@dataclass(frozen=True, slots=True)
class FactSource:
    """The files of one kind of fact, which writes of theirs are new, and the columns they have at least."""

    fact: str
    files: Sequence[str]
    after: int
    upto: int
    columns: Mapping[str, str]

    def as_view(self) -> str:
        """Return the statement that shows the new facts under their name, with the columns of today."""
        empty = ", ".join(f'cast(null as {kind}) as "{name}"' for name, kind in self.columns.items())
        query = f"select {empty} where false"
        if self.files:
            files = ", ".join("'" + file.replace("'", "''") + "'" for file in self.files)
            query += (
                f" union all by name select * from read_parquet([{files}], union_by_name = true,"
                f" hive_partitioning = true) where arrival > {self.after} and arrival <= {self.upto}"
            )
        return f'create view fact."{self.fact}" as {query}'


class Engine(Protocol):
    """Where marts are built: one transaction from what arrived to what was tested.

    An engine that is `whole` makes the models from all facts each time, whatever it has in progress.
    """

    whole: bool

    def progress(self) -> Mapping[str, int]:
        """Return for each fact the newest write that is in the marts."""

    def build(self, models: Sequence[Model], sources: Sequence[FactSource]) -> None:
        """Bring the models up to date with the sources, inside the running transaction."""

    def test(self, tests: Sequence[QualityTest]) -> list[Failure]:
        """Return what the tests found in what the running build changed."""

    def commit(self, sources: Sequence[FactSource], *, behind: Collection[str] = ()) -> None:
        """Publish what was built; models `behind` were left out and are made whole the next time."""

    def rollback(self) -> None:
        """Take back what was built: the marts are as they were."""

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query over the models."""

    def is_behind(self) -> bool:
        """Tell whether models were left out of the newest build, and are to be tried again."""

    def count(self, models: Sequence[Model]) -> dict[str, int]:
        """Return how many rows each kept model has."""

    def copy(self, names: Collection[str], folder: Path) -> None:
        """Copy published tables into a folder, as Parquet; those there are not are left out."""

    def count_changed(self, model: Model) -> int:
        """Return how many rows the running build took out of a model and put into it."""

    def close(self) -> None:
        """Let go of what is held open."""


@dataclass(frozen=True, slots=True)
class Build:
    """What became of one build; times UTC."""

    id: UUID
    state: State
    full: bool
    facts: int
    tables: dict[str, int]
    failures: list[Failure]
    started_at: datetime
    seconds: float


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as one side knows it: its version, and what it is worth in minor units of a currency."""

    id: UUID
    version: int
    currency: str
    minor: int


@dataclass(frozen=True, slots=True)
class MonthSum:
    """What the records of a month (UTC) sum up to in a currency, in minor units."""

    month: date
    currency: str
    records: int
    minor: int


class Ledger(Protocol):
    """Rows that facts were told of, as the room that keeps them sums them up; it registers one.

    `model` is the table of the warehouse that has to agree with them to the cent: its `key`, `version`,
    `day`, `currency`, and `value` in minor units, which is 0 for what does not count.
    """

    name: str
    model: str
    key: str
    value: str

    @property
    def title(self) -> str:
        """What it is called, in the reader's language."""

    def sum_months(self, months: Sequence[date]) -> Iterable[MonthSum]:
        """Return the sums of these months (their first days), of the business in scope."""

    def list_entries(self, ids: Sequence[UUID]) -> Iterable[Entry]:
        """Return these records, as far as they are there; what does not count is worth 0."""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A month of a ledger from both sides; `reckoned_at` UTC."""

    ledger: str
    month: date
    currency: str
    records: int
    minor: int
    source_records: int
    source_minor: int
    reckoned_at: datetime

    @property
    def agrees(self) -> bool:
        """Whether both sides say the same, to the cent."""
        return (self.records, self.minor) == (self.source_records, self.source_minor)
