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


class NoteRemoved(Fact, frozen=True, kw_only=True):
    """A note was taken away."""

    name: ClassVar[str] = "note.removed.v1"
    subject_kind: ClassVar[str] = "note"
    subject_field: ClassVar[str] = "note_id"

    note_id: UUID
    version: int
    party_id: UUID | None


class ContactLogged(Fact, frozen=True, kw_only=True):
    """Somebody wrote down a call, meeting, letter or visit; `at` is when it happened (UTC)."""

    name: ClassVar[str] = "contact.logged.v1"
    subject_kind: ClassVar[str] = "customer"
    subject_field: ClassVar[str] = "customer_id"

    touch_id: UUID
    customer_id: UUID
    kind: str
    direction: str
    at: datetime


class _FileFact(Fact, frozen=True, kw_only=True):
    subject_kind: ClassVar[str] = "file"
    subject_field: ClassVar[str] = "file_id"

    file_id: UUID
    version: int
    party_id: UUID | None
    about_kind: str
    about_id: UUID
    media_type: str
    size: int


class FileAttached(_FileFact, frozen=True, kw_only=True):
    """A file is kept with a record, newly or again; `size` in bytes."""

    name: ClassVar[str] = "file.attached.v1"


class FileRemoved(_FileFact, frozen=True, kw_only=True):
    """A file was taken away from its record."""

    name: ClassVar[str] = "file.removed.v1"


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


class TaskRemoved(_TaskFact, frozen=True, kw_only=True):
    """A task was thrown away."""

    name: ClassVar[str] = "task.removed.v1"


class TaskDone(_TaskFact, frozen=True, kw_only=True):
    """A task was done."""

    name: ClassVar[str] = "task.done.v1"


class ColleagueMentioned(Fact, frozen=True, kw_only=True):
    """Members are named, who were not before, in a note, a task, or a contact written down (`touch`)."""

    name: ClassVar[str] = "colleague.mentioned.v1"
    subject_kind: ClassVar[str] = "mention"
    subject_field: ClassVar[str] = "where_id"

    where_kind: str
    where_id: UUID
    party_id: UUID | None
    member_ids: tuple[UUID, ...]
