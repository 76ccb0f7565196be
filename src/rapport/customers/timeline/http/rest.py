"""/customers/…/timeline, /calls, /notes, /tasks and /files: what is done and kept about a customer."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from ninja import File, Path, Query, Router, Status, UploadedFile
from pydantic import ConfigDict, Field, StringConstraints

from rapport.customers.timeline import api
from rapport.customers.timeline.contracts import CUSTOMER, NoteLine, Subject, TaskLine
from rapport.kernel.blobs.api import drop_blob, serve_blob, store_blob
from rapport.kernel.errors import Invalid
from rapport.kernel.rest.api import (
    Answer,
    ApiRequest,
    Body,
    CursorText,
    Limit,
    Moment,
    Page,
    require_match,
    set_etag,
)

history, calls, notes, tasks, files = Router(), Router(), Router(), Router(), Router()
note, task, file = Router(), Router(), Router()
_FILLED = r"^[^\x00]*[^\x00\s][^\x00]*$"
NoteText = Annotated[str, StringConstraints(pattern=_FILLED, max_length=100_000, min_length=1)]
Title = Annotated[str, StringConstraints(pattern=_FILLED, max_length=300, min_length=1)]
Longer = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=20_000)]
Priority = Annotated[int, Field(ge=1, le=3, description="1 low, 2 normal, 3 high.")]
LARGEST = 100_000_000


class TouchOut(Answer):
    """A line of the timeline (UTC); subject leads to the record behind it."""

    id: UUID
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


class TouchQuery(Body):
    """Which part of the timeline."""

    cursor: CursorText | None = None
    limit: Limit = 50
    kind: Annotated[
        str,
        StringConstraints(pattern=r"^[a-z._]{0,40}$"),
        Field(description="A kind or the beginning of kinds: `order` is every kind of `order.…`."),
    ] = ""


class CallIn(Body):
    """A call, meeting, letter or visit that happened outside the product; `at` defaults to now."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"kind": "call", "summary": "Asked about cups"}]}
    )

    kind: Literal["call", "meeting", "letter", "visit", "other"]
    summary: NoteText
    title: Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=300)] = ""
    direction: Literal["in", "out", ""] = "out"
    at: Moment | None = None


class CreatedOut(Answer):
    """The id of what was written."""

    id: UUID


class NoteIn(Body):
    """A note; `mentions` are members."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"body": "Likes Ceylon"}]})

    body: NoteText
    pinned: bool = False
    mentions: Annotated[list[UUID], Field(max_length=50)] = Field(default_factory=list)


class NoteChange(Body):
    """The fields of a note to change."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"pinned": True}]})

    body: NoteText | None = None
    pinned: bool | None = None


class NoteOut(Answer):
    """A note (UTC)."""

    id: UUID
    party_id: UUID | None
    subject_kind: str
    subject_id: UUID
    body: str
    pinned: bool
    mentions: list[UUID]
    author_id: UUID | None
    author_name: str
    version: int
    created_at: datetime
    updated_at: datetime


class TaskIn(Body):
    """Something to do; the assignee is a member, the caller by default."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"title": "Call back", "due_at": "2026-12-01T09:00:00Z"}]},
    )

    title: Title
    body: Longer = ""
    due_at: Moment | None = None
    assignee_id: UUID | None = None
    priority: Priority = 2


class TaskChange(Body):
    """The fields of a task to change; those left out stay."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"priority": 3}]})

    title: Title = ""
    body: Longer = ""
    due_at: Moment | None = None
    assignee_id: UUID | None = None
    priority: Priority = 2


class TaskOut(Answer):
    """A task (UTC)."""

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
    author_id: UUID | None
    author_name: str
    version: int
    created_at: datetime
    updated_at: datetime


class FileOut(Answer):
    """A file kept with a record; `size` in bytes, the media type as its bytes say."""

    id: UUID
    party_id: UUID | None
    subject_kind: str
    subject_id: UUID
    name: str
    media_type: str
    size: int
    author_id: UUID | None
    author_name: str
    created_at: datetime


def about(customer_id: UUID) -> Subject:
    """Return the customer itself as a subject."""
    return Subject(CUSTOMER, customer_id, customer_id)


@history.get("", response=Page[TouchOut], operation_id="list_timeline", summary="Read the timeline")
def read_timeline(request: ApiRequest, customer_id: Path[UUID], filters: Query[TouchQuery]) -> Page[TouchOut]:
    """List what happened with the customer, newest first."""
    page = api.list_touches(
        customer_id,
        actor=request.actor,
        kinds=[filters.kind] if filters.kind else [],
        cursor=filters.cursor or "",
        limit=filters.limit,
    )
    lines = [TouchOut.model_validate(line) for line in page.lines]
    return Page[TouchOut](items=lines, next=page.next_cursor or None)


@calls.post("", response={201: CreatedOut}, operation_id="log_call", summary="Write a call down")
def log_call(request: ApiRequest, customer_id: Path[UUID], body: CallIn) -> Status[CreatedOut]:
    """Write down a call, meeting, letter or visit that happened outside the product."""
    made = api.log_contact(customer_id, actor=request.actor, **body.model_dump())
    return Status(201, CreatedOut(id=made))


@notes.get("", response=list[NoteOut], operation_id="list_notes", summary="List notes")
def read_notes(request: ApiRequest, customer_id: Path[UUID], limit: Limit = 50) -> list[NoteOut]:
    """List the notes about the customer and what is theirs, pinned ones first."""
    lines = api.list_notes(about(customer_id), actor=request.actor, limit=limit)
    return [NoteOut.model_validate(line) for line in lines]


@notes.post("", response={201: NoteOut}, operation_id="add_note", summary="Write a note")
def write_note(
    request: ApiRequest, customer_id: Path[UUID], body: NoteIn, response: HttpResponse
) -> Status[NoteOut]:
    """Write a note about the customer."""
    line = api.add_note(about(customer_id), **body.model_dump(), actor=request.actor)
    return Status(201, _note(line, response))


@note.get("/{uuid:note_id}", response=NoteOut, operation_id="get_note", summary="Read a note")
def read_note(request: ApiRequest, note_id: UUID, response: HttpResponse) -> NoteOut:
    """Read a note; its ETag serves If-Match."""
    return _note(api.get_note(note_id, actor=request.actor), response)


@note.patch("/{uuid:note_id}", response=NoteOut, operation_id="change_note", summary="Change a note")
def change_note(request: ApiRequest, note_id: UUID, body: NoteChange, response: HttpResponse) -> NoteOut:
    """Rewrite or pin a note; with If-Match only if nobody else did meanwhile (412)."""
    require_match(request, api.get_note(note_id, actor=request.actor).version)
    return _note(api.change_note(note_id, **body.model_dump(), actor=request.actor), response)


@note.delete("/{uuid:note_id}", response={204: None}, operation_id="remove_note", summary="Remove a note")
def remove_note(request: ApiRequest, note_id: UUID) -> Status[None]:
    """Throw a note away; history keeps it."""
    api.remove_note(note_id, actor=request.actor)
    return Status(204, None)


@tasks.get("", response=list[TaskOut], operation_id="list_tasks", summary="List a customer's tasks")
def read_tasks(
    request: ApiRequest, customer_id: Path[UUID], open_only: bool = False, limit: Limit = 50
) -> list[TaskOut]:
    """List the tasks about the customer and what is theirs: open ones by their due time, then done ones."""
    lines = api.list_tasks(about(customer_id), actor=request.actor, open_only=open_only, limit=limit)
    return [TaskOut.model_validate(line) for line in lines]


@tasks.post("", response={201: TaskOut}, operation_id="add_task", summary="Add a task")
def write_task(
    request: ApiRequest, customer_id: Path[UUID], body: TaskIn, response: HttpResponse
) -> Status[TaskOut]:
    """Give somebody something to do about the customer."""
    line = api.add_task(about(customer_id), api.TaskDraft(**body.model_dump()), actor=request.actor)
    return Status(201, _task(line, response))


@task.get("", response=list[TaskOut], operation_id="list_open_tasks", summary="List open tasks")
def read_open(request: ApiRequest, assignee_id: UUID | None = None, limit: Limit = 50) -> list[TaskOut]:
    """List a member's open tasks, one's own by default, by when they are due."""
    lines = api.list_open_tasks(request.actor, assignee_id=assignee_id, limit=limit)
    return [TaskOut.model_validate(line) for line in lines]


@task.get("/{uuid:task_id}", response=TaskOut, operation_id="get_task", summary="Read a task")
def read_task(request: ApiRequest, task_id: UUID, response: HttpResponse) -> TaskOut:
    """Read a task; its ETag serves If-Match."""
    return _task(api.get_task(task_id, actor=request.actor), response)


@task.patch("/{uuid:task_id}", response=TaskOut, operation_id="change_task", summary="Change a task")
def change_task(request: ApiRequest, task_id: UUID, body: TaskChange, response: HttpResponse) -> TaskOut:
    """Change the fields sent; with If-Match only if nobody else did meanwhile (412)."""
    require_match(request, api.get_task(task_id, actor=request.actor).version)
    changes = body.model_dump(exclude_unset=True)
    if not changes:
        raise Invalid("Nothing to change.", fields={"body": "Name a field."})
    return _task(api.change_task(task_id, changes, actor=request.actor), response)


@task.post("/{uuid:task_id}/done", response=TaskOut, operation_id="finish_task", summary="Finish a task")
def finish(request: ApiRequest, task_id: UUID, response: HttpResponse) -> TaskOut:
    """Tick a task off; one that is done stays as it was."""
    return _task(api.finish_task(task_id, actor=request.actor), response)


@task.post("/{uuid:task_id}/open", response=TaskOut, operation_id="reopen_task", summary="Reopen a task")
def reopen(request: ApiRequest, task_id: UUID, response: HttpResponse) -> TaskOut:
    """Take a tick back."""
    return _task(api.reopen_task(task_id, actor=request.actor), response)


@task.delete("/{uuid:task_id}", response={204: None}, operation_id="remove_task", summary="Remove a task")
def remove_task(request: ApiRequest, task_id: UUID) -> Status[None]:
    """Throw a task away; history keeps it."""
    api.remove_task(task_id, actor=request.actor)
    return Status(204, None)


@files.get("", response=list[FileOut], operation_id="list_files", summary="List files")
def read_files(request: ApiRequest, customer_id: Path[UUID], limit: Limit = 100) -> list[FileOut]:
    """List the files kept with the customer and what is theirs, newest first."""
    lines = api.list_files(about(customer_id), actor=request.actor, limit=limit)
    return [FileOut.model_validate(line) for line in lines]


@files.post("", response={201: FileOut}, operation_id="attach_file", summary="Keep a file")
def keep_file(request: ApiRequest, customer_id: Path[UUID], upload: File[UploadedFile]) -> Status[FileOut]:
    """Keep a file of up to 100 MB with the customer."""
    request.actor.require("create", "file")
    name = upload.name or "file"
    blob = store_blob(upload.chunks(), name, "attachment", actor=request.actor, limit=LARGEST)
    line = api.attach_file(about(customer_id), blob.id, name, blob.media_type, blob.size, actor=request.actor)
    return Status(201, FileOut.model_validate(line))


@file.get("/{uuid:file_id}", response=FileOut, operation_id="get_file", summary="Read about a file")
def read_file(request: ApiRequest, file_id: UUID) -> FileOut:
    """Read what is known about a file."""
    return FileOut.model_validate(api.get_file(file_id, actor=request.actor))


@file.get("/{uuid:file_id}/content", operation_id="get_file_content", summary="Download a file")
def download(request: ApiRequest, file_id: UUID) -> StreamingHttpResponse:
    """Download a file, always as an attachment."""
    return serve_blob(api.get_file(file_id, actor=request.actor).blob_id)


@file.delete("/{uuid:file_id}", response={204: None}, operation_id="remove_file", summary="Remove a file")
def remove_file(request: ApiRequest, file_id: UUID) -> Status[None]:
    """Take a file away from its customer; its bytes go when nothing else holds them."""
    drop_blob(api.remove_file(file_id, actor=request.actor), actor=request.actor)
    return Status(204, None)


def _note(line: NoteLine, response: HttpResponse) -> NoteOut:
    set_etag(response, line.version)
    return NoteOut.model_validate(line)


def _task(line: TaskLine, response: HttpResponse) -> TaskOut:
    set_etag(response, line.version)
    return TaskOut.model_validate(line)
