"""What an importable kind is, and what crosses between the pipeline and the room that owns the kind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from uuid import UUID

from rapport.customers.intake.contracts.fields import TargetField
from rapport.kernel.fields.api import FieldInfo
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import Work

if TYPE_CHECKING:
    import polars as pl


class Reject(NamedTuple):
    """Why a row is not taken: its number in the file, the field, a code of `formats/reasons.py`, the text
    found.
    """

    row: int
    field: str
    reason: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """The person's choices: keys by which a record is met again, what then happens, and defaults of the file.

    `zone` is IANA, `currency` ISO 4217, `country` ISO 3166-1; empty means the tenant's own. `prospects` takes
    new people in as prospects where the file does not say otherwise.
    """

    keys: tuple[str, ...] = ()
    create: bool = True
    update: bool = True
    zone: str = ""
    currency: str = ""
    country: str = ""
    source: str = ""
    day_first: bool = False
    prospects: bool = False


@dataclass(frozen=True, slots=True)
class ImportContext:
    """All that a kind needs to land the chunks of one import."""

    import_id: UUID
    actor: Actor
    mapping: Mapping[str, Sequence[str]]
    options: Options
    currency: str
    zone: str
    country: str
    own_fields: tuple[FieldInfo, ...] = ()
    """The fields the business added to this kind of record, as far as the actor may write them."""


@dataclass(slots=True)
class ChunkOutcome:
    """What became of a chunk: rejects, and counts by name (`created`, `updated`, `customers`, `orders` …)."""

    rejects: list[Reject] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


class ImportKind(Protocol):
    """A kind of record that files can bring; registered with `register_kind` in the owning room's
    `apps.ready()`.
    """

    name: str
    label: object
    record: str
    """What field rules of roles call a record of this kind."""
    needs: tuple[str, str]
    """The permission (verb, kind of record) an actor must hold."""
    fields: tuple[TargetField, ...]
    keys: tuple[str, ...]
    """Fields by which a record can be met again, the likeliest first."""
    takes_own_fields: bool
    """Whether files may bring the fields the business added to the record."""
    tables: tuple[str, ...]
    """Tables it writes, children before parents, each with `batch_id`: what undo takes back."""
    derived: tuple[str, ...]
    """Tables of what is worked out from the records: rows there keep nothing from being undone."""

    def prepare(self, frame: "pl.DataFrame", context: ImportContext) -> "tuple[pl.DataFrame, list[Reject]]":
        """Judge a chunk (columns of text named for the fields, `email.2` for a second one, and `row_number`).

        Pure of the database: also used for the preview. Returns the sound rows, typed, and the rejects.
        """

    def land(self, frame: "pl.DataFrame", context: ImportContext, work: Work) -> ChunkOutcome:
        """Write the sound rows of a chunk in the running transaction, facts included."""

    def finish(self, context: ImportContext, work: Work) -> dict[str, int]:
        """Put right what is derived from all that landed, once at the end, in a transaction of its own.

        Returns counts that replace those summed over the chunks. Safe to repeat.
        """

    def before_undo(self, context: ImportContext, work: Work) -> int:
        """Take back what `tables` cannot name, before they are undone; returns how many rows."""

    def after_undo(self, context: ImportContext, work: Work) -> None:
        """Put right what is derived from the rows an undo has taken back."""


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How far an import is; `rate` in rows a second since it (re)started; `counts` by name."""

    id: UUID
    kind: str
    status: str
    file_name: str
    rows: int
    accepted: int
    rejected: int
    counts: Mapping[str, int]
    seconds: float
    rate: float
    expected_rows: int | None
    error: str

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON values, the counts beside the others."""
        return {
            "id": str(self.id),
            "kind": self.kind,
            "status": self.status,
            "file": self.file_name,
            "rows": self.rows,
            "accepted": self.accepted,
            "rejected": self.rejected,
            **self.counts,
            "seconds": round(self.seconds, 2),
            "rows_per_second": round(self.rate),
            **({"error": self.error} if self.error else {}),
        }


@dataclass(frozen=True, slots=True)
class Preset:
    """Layout, mapping and options for files that come again; `built_in` ones ship with a kind."""

    name: str
    kind: str
    mapping: Mapping[str, Sequence[str]]
    layout: Mapping[str, Any]
    options: Options
    built_in: bool = False


Heartbeat = Callable[[ImportProgress], None]
