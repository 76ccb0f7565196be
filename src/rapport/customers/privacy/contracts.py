"""What crosses the room's wall: a person's data, requests and rules of keeping as they are shown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from rapport.kernel.identity.api import Actor

Label = str | Promise
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Held:
    """Everything kept about one person: rows by (table, column), names of files by id."""

    rows: Mapping[tuple[str, str], Sequence[Row]]
    files: Mapping[UUID, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """A request as a member records it."""

    party_id: UUID
    kind: str
    channel: str
    received_on: date
    details: str = ""


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of a request (UTC): what, how identity was checked, by whom."""

    what: str
    how: str
    note: str
    at: datetime
    by_name: str


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request with its steps, the earliest first; `archive_id` while there is something to download."""

    id: UUID
    customer_id: UUID
    customer: str
    kind: str
    channel: str
    details: str
    state: str
    received_on: date
    due_on: date
    extended: bool
    archive_id: UUID | None
    archive_until: datetime | None
    version: int
    steps: tuple[StepLine, ...] = ()

    @property
    def is_over(self) -> bool:
        """Tell whether nothing is left to do."""
        return self.state in ("answered", "refused", "withdrawn")


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A line of the list."""

    id: UUID
    customer: str
    kind: str
    channel: str
    state: str
    received_on: date
    due_on: date


@dataclass(frozen=True, slots=True)
class Kept:
    """A kind of data a business may keep for some months only: people of a stage, rows of a table, history,
    or what another room keeps. `least` are the months it is kept whatever is chosen; `about` says more of it.
    """

    kind: str
    label: Label
    stage: str = ""
    least: int = 1
    about: Label = ""


@dataclass(frozen=True, slots=True)
class KeptElsewhere:
    """A kind of data that its room lets go of itself.

    `count` tells how much is from before a moment (UTC); `let_go` takes it away as somebody, in transactions
    of its own and safe to repeat, and tells how much.
    """

    kept: Kept
    count: Callable[[datetime], int]
    let_go: Callable[[datetime, Actor], int]


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule of keeping: months, whether it is on, and what its last night took away (UTC)."""

    kind: str
    label: str
    keep_for: int
    active: bool
    last_at: datetime | None
    last_gone: int | None
