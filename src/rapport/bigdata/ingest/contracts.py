"""Records that cross this room's walls."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

SourceKind = Literal["site", "server"]
"""`site`: pages that visitors open, their key public; `server`: programs and devices, their key secret."""

SYSTEM = "shop"
"""Whose numbers of customers `user` holds, unless the source says otherwise."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source of events; `key` is shown for a site only, `hint` is the end of any key.

    `system` is whose numbers of customers its events hold as `user`, as external ids name it.
    """

    id: UUID
    name: str
    kind: SourceKind
    origins: tuple[str, ...]
    per_minute: int
    system: str
    active: bool
    hint: str
    key: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class DayCount:
    """What came from a source on a day (UTC)."""

    day: date
    accepted: int
    rejected: int
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever shows a key: the source it belongs to, and what it may."""

    tenant_id: UUID
    source_id: UUID
    kind: SourceKind
    origins: frozenset[str]
    per_minute: int
    secret: bytes
    """Encrypted; signs what a page says of who somebody is."""
    system: str
    """Whose numbers of customers `user` holds."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An event that was kept apart: its place in the batch from 0, the field it failed at, and why."""

    index: int
    field: str
    reason: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a batch; every event is either accepted or rejected, and the first refusals are told."""

    accepted: int
    rejected: int
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Where events stood: in a file of this name, after so many rows."""

    file_name: str
    before: int


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of events and what became of it; `repeated` says that its content had been taken before."""

    id: UUID
    name: str
    size: int
    state: Literal["taking", "done", "refused"]
    reason: str
    accepted: int
    rejected: int
    received_at: datetime
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A call at the door, apart from any framework; header names in lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """What the door answers."""

    status: int
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
