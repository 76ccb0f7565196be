"""What crosses the room's wall: touches, notes, tasks, files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from rapport.customers.party.contracts import Seen
from rapport.kernel.identity.api import Actor

CUSTOMER = "customer"
"""The subject kind of what is kept about a party itself."""


@dataclass(frozen=True, slots=True)
class TouchDraft:
    """One line for a party's timeline: `kind` is the writing room's word (`order.placed`), `at` UTC.

    `subject_kind` and `subject_id` lead to the record behind it; `direction` is in, out or empty.
    """

    party_id: UUID
    at: datetime
    kind: str
    title: str
    summary: str = ""
    channel: str = ""
    direction: str = ""
    subject_kind: str = ""
    subject_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class TouchLine:
    """A line of a timeline as it is kept."""

    id: UUID
    party_id: UUID
    at: datetime
    kind: str
    title: str
    summary: str
    channel: str
    direction: str
    subject_kind: str
    subject_id: UUID | None
    actor_id: UUID | None
    actor_name: str
    mentions: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class TouchPage:
    """Lines, newest first; `next_cursor` is empty on the last page."""

    lines: tuple[TouchLine, ...]
    next_cursor: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """The record something is kept about; `party_id` is None where it has no customer.

    `seen` says that this customer was authorised for the one who asks.
    """

    kind: str
    id: UUID
    party_id: UUID | None = None
    seen: Seen | None = None


@dataclass(frozen=True, slots=True)
class NoteLine:
    """What somebody wrote down (times UTC); `mentions` are members."""

    id: UUID
    party_id: UUID | None
    subject_kind: str
    subject_id: UUID
    body: str
    pinned: bool
    mentions: tuple[UUID, ...]
    author_id: UUID | None
    author_name: str
    version: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class TaskLine:
    """What somebody has to do (times UTC); `priority` is 1 low, 2 normal, 3 high."""

    id: UUID
    party_id: UUID | None
    party_name: str
    subject_kind: str
    subject_id: UUID
    title: str
    body: str
    due_at: datetime | None
    done_at: datetime | None
    assignee_id: UUID | None
    priority: int
    mentions: tuple[UUID, ...]
    author_id: UUID | None
    author_name: str
    version: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class AttachmentLine:
    """A file kept with a record; `size` in bytes."""

    id: UUID
    party_id: UUID | None
    subject_kind: str
    subject_id: UUID
    blob_id: UUID
    name: str
    media_type: str
    size: int
    author_id: UUID | None
    author_name: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class TouchSort:
    """Touches of a kind, on one channel or (empty) on any, counted under a name."""

    name: str
    kind: str
    channel: str = ""


@dataclass(frozen=True, slots=True)
class SaidHead:
    """A message somebody wrote to the business, without its words (`at` UTC)."""

    id: UUID
    conversation_id: UUID
    party_id: UUID | None
    channel: str
    at: datetime


class SaidSource(Protocol):
    """A room that keeps what customers said."""

    def read(self, ids: Sequence[UUID]) -> Mapping[UUID, str]:
        """Return the words of its messages among the ids, whoever may see them."""

    def show(self, ids: Sequence[UUID], actor: Actor) -> Mapping[UUID, str]:
        """Return the words of those the actor may see."""

    def walk(self, after: UUID | None, limit: int) -> Sequence[SaidHead]:
        """Return the next messages by id that people wrote, in the order of their ids."""
