"""Facts about notes and tasks."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from rapport.kernel.outbox.api import Fact


class NoteWritten(Fact, frozen=True, kw_only=True):
    """Somebody wrote a note; `mentions` are the members it names."""

    name: ClassVar[str] = "note.written.v1"
    subject_kind: ClassVar[str] = "note"
    subject_field: ClassVar[str] = "note_id"

    note_id: UUID
    version: int
    party_id: UUID | None
    about_kind: str
    about_id: UUID
    mentions: tuple[UUID, ...]


class _TaskFact(Fact, frozen=True, kw_only=True):
    subject_kind: ClassVar[str] = "task"
    subject_field: ClassVar[str] = "task_id"

    task_id: UUID
    version: int
    party_id: UUID | None
    about_kind: str
    about_id: UUID
    title: str
    due_at: datetime | None
    done_at: datetime | None
    assignee_id: UUID | None
    priority: int


class TaskCreated(_TaskFact, frozen=True, kw_only=True):
    """Somebody has something to do."""

    name: ClassVar[str] = "task.created.v1"


class TaskChanged(_TaskFact, frozen=True, kw_only=True):
    """A task is now like this."""

    name: ClassVar[str] = "task.changed.v1"


class TaskDone(_TaskFact, frozen=True, kw_only=True):
    """A task was done."""

    name: ClassVar[str] = "task.done.v1"
