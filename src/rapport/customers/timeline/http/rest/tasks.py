"""/customers/…/tasks and /tasks: what is to be done."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Path, Router, Status
from pydantic import ConfigDict, Field

from rapport.customers.timeline import api, queries
from rapport.customers.timeline.contracts import TaskLine
from rapport.customers.timeline.http.rest.shapes import Longer, Mentions, Priority, Title, about
from rapport.kernel.rest.api import (
    Answer,
    ApiRequest,
    Body,
    CursorText,
    Limit,
    Moment,
    Page,
    asks,
    page_rows,
    require_match,
    set_etag,
    sorted_by,
)

tasks, task = Router(), Router()
_EDITS = asks("edit:task", "view:task")


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
    mentions: Mentions = Field(default_factory=list)


class TaskChange(Body):
    """The fields of a task to change; those left out stay."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"priority": 3}]})

    title: Title = ""
    body: Longer = ""
    due_at: Moment | None = None
    assignee_id: UUID | None = None
    priority: Priority = 2
    mentions: Mentions = Field(default_factory=list)


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
    mentions: list[UUID]
    author_id: UUID | None
    author_name: str
    version: int
    created_at: datetime
    updated_at: datetime


@tasks.get("", response=Page[TaskOut], operation_id="list_tasks", summary="List a customer's tasks")
def read_tasks(
    request: ApiRequest,
    customer_id: Path[UUID],
    open_only: bool = False,
    cursor: CursorText | None = None,
    limit: Limit = 50,
) -> Page[TaskOut]:
    """List the tasks about the customer and what is theirs, newest first."""
    found = queries.tasks_about(about(customer_id), request.actor)
    if open_only:
        found = found.filter(done_at=None)
    rows, after = page_rows(found, cursor=cursor, limit=limit)
    items = [TaskOut.model_validate(queries.task_line(row)) for row in rows]
    return Page[TaskOut](items=items, next=after)


@tasks.post("", response={201: TaskOut}, operation_id="add_task", summary="Add a task")
def write_task(
    request: ApiRequest, customer_id: Path[UUID], body: TaskIn, response: HttpResponse
) -> Status[TaskOut]:
    """Give somebody something to do about the customer; 404 when there is no such member."""
    line = api.add_task(about(customer_id), api.TaskDraft(**body.model_dump()), actor=request.actor)
    response["Location"] = f"/api/v1/tasks/{line.id}"
    return Status(201, _answer(line, response))


@task.get("", response=Page[TaskOut], operation_id="list_open_tasks", summary="List open tasks")
def read_open(
    request: ApiRequest,
    assignee_id: UUID | None = None,
    cursor: CursorText | None = None,
    limit: Limit = 50,
    sort: Annotated[str, sorted_by("due", "created", "id")] = "-id",
) -> Page[TaskOut]:
    """List a member's open tasks, one's own by default, newest first unless `sort` says otherwise."""
    open_tasks = queries.open_tasks(request.actor, assignee_id)
    rows, after = page_rows(open_tasks, cursor=cursor, limit=limit, sort=sort, sorts=queries.TASK_ORDERS)
    items = [TaskOut.model_validate(queries.task_line(row)) for row in rows]
    return Page[TaskOut](items=items, next=after)


@task.get("/{uuid:task_id}", response=TaskOut, operation_id="get_task", summary="Read a task")
def read_task(request: ApiRequest, task_id: UUID, response: HttpResponse) -> TaskOut:
    """Read a task; its ETag serves If-Match."""
    return _answer(api.get_task(task_id, actor=request.actor), response)


@task.patch(
    "/{uuid:task_id}",
    response=TaskOut,
    operation_id="change_task",
    summary="Change a task",
    openapi_extra=_EDITS,
)
def change_task(request: ApiRequest, task_id: UUID, body: TaskChange, response: HttpResponse) -> TaskOut:
    """Change the fields sent; with If-Match only if nobody else did meanwhile (412)."""
    line = api.get_task(task_id, actor=request.actor)
    require_match(request, line.version)
    seen = line.version if "If-Match" in request.headers else None
    changes = body.model_dump(exclude_unset=True)
    if changes:
        line = api.change_task(task_id, changes, actor=request.actor, version=seen)
    return _answer(line, response)


@task.post("/{uuid:task_id}/done", response=TaskOut, operation_id="finish_task", summary="Finish a task")
def finish(request: ApiRequest, task_id: UUID, response: HttpResponse) -> TaskOut:
    """Tick a task off; one that is done stays as it was."""
    return _answer(api.finish_task(task_id, actor=request.actor), response)


@task.post("/{uuid:task_id}/open", response=TaskOut, operation_id="reopen_task", summary="Reopen a task")
def reopen(request: ApiRequest, task_id: UUID, response: HttpResponse) -> TaskOut:
    """Take a tick back."""
    return _answer(api.reopen_task(task_id, actor=request.actor), response)


@task.delete(
    "/{uuid:task_id}",
    response={204: None},
    operation_id="remove_task",
    summary="Remove a task",
    openapi_extra=_EDITS,
)
def remove_task(request: ApiRequest, task_id: UUID) -> Status[None]:
    """Throw a task away; history keeps it."""
    require_match(request, api.get_task(task_id, actor=request.actor).version)
    api.remove_task(task_id, actor=request.actor)
    return Status(204, None)


def _answer(line: TaskLine, response: HttpResponse) -> TaskOut:
    set_etag(response, line.version)
    return TaskOut.model_validate(line)
