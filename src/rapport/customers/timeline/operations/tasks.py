"""Tasks about any record."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from rapport.customers.party.api import resolve_customer
from rapport.customers.timeline import events
from rapport.customers.timeline.contracts import Subject, TaskLine, TouchDraft
from rapport.customers.timeline.models import Task
from rapport.customers.timeline.operations.keeping import bring_back, put_away
from rapport.customers.timeline.operations.mentions import check_mentions, tell_mentioned
from rapport.customers.timeline.operations.touches import write_touches
from rapport.customers.timeline.queries import get_kept_for_update, task_line
from rapport.kernel.errors import Conflict, Invalid, Unknown, say
from rapport.kernel.identity.api import Actor, known_members
from rapport.kernel.work.api import Work, unit_of_work


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """A task to be: due in UTC; `assignee_id` defaults to the maker; `priority` 1 low, 2 normal, 3 high."""

    title: str
    body: str = ""
    due_at: datetime | None = None
    assignee_id: UUID | None = None
    priority: int = 2
    mentions: tuple[UUID, ...] = ()


def add_task(subject: Subject, draft: TaskDraft, *, actor: Actor) -> TaskLine:
    """Give somebody something to do about a record; the caller has authorised records other than customers.

    Raises `Invalid`, `Missing` when the customer is not the actor's, `Forbidden`.
    """
    asked = {"title": draft.title, "body": draft.body, "priority": draft.priority, "due_at": draft.due_at}
    values = _checked(asked)
    actor.require("create", "task")
    with unit_of_work(actor) as work:
        party = resolve_customer(subject.party_id, actor=actor) if subject.party_id else None
        _require_colleague(draft.assignee_id, actor)
        task = Task.objects.create(
            party_id=party,
            subject_kind=subject.kind,
            subject_id=party if party and subject.id == subject.party_id else subject.id,
            assignee_id=draft.assignee_id or actor.member_id,
            author_id=actor.id,
            author_name=actor.name[:200],
            created_at=work.now,
            updated_at=work.now,
            mentions=check_mentions(draft.mentions),
            **values,
        )
        _tell(task, work, events.TaskCreated)
        tell_mentioned(task, "task", work)
    return task_line(task)


def change_task(
    task_id: UUID, changes: dict[str, Any], *, actor: Actor, version: int | None = None
) -> TaskLine:
    """Change title, body, due_at, assignee_id, priority, mentions.

    Raises `Invalid`, `Missing`, `Conflict` (stale).
    """
    unknown = changes.keys() - {"title", "body", "due_at", "assignee_id", "priority", "mentions"}
    if unknown:
        raise Invalid("Some fields are unknown.", fields=dict.fromkeys(unknown, "There is no such field."))
    with unit_of_work(actor) as work:
        task = _locked(task_id, version, actor)
        _require_colleague(changes.get("assignee_id"), actor)
        before = task.mentions or []
        _write(task, _checked({**changes, "mentions": check_mentions(changes.get("mentions", before))}), work)
        _tell(task, work, events.TaskChanged)
        tell_mentioned(task, "task", work, before=before)
    return task_line(task)


def finish_task(task_id: UUID, *, actor: Actor, version: int | None = None) -> TaskLine:
    """Tick a task off; one that is done stays as it was. Raises `Missing`, `Conflict` (stale)."""
    with unit_of_work(actor) as work:
        task = _locked(task_id, version, actor)
        if task.done_at is None:
            _write(task, {"done_at": work.now, "done_by_id": actor.id}, work)
            _tell(task, work, events.TaskDone)
            if task.party_id:
                line = TouchDraft(
                    *(task.party_id, work.now, "task.done", task.title),
                    subject_kind="task",
                    subject_id=task.id,
                )
                write_touches([line], work)
    return task_line(task)


def reopen_task(task_id: UUID, *, actor: Actor, version: int | None = None) -> TaskLine:
    """Take a tick back; raises `Missing`, `Conflict` (stale)."""
    with unit_of_work(actor) as work:
        task = _locked(task_id, version, actor)
        if task.done_at is not None:
            _write(task, {"done_at": None, "done_by_id": None}, work)
            _tell(task, work, events.TaskChanged)
    return task_line(task)


def remove_task(task_id: UUID, *, actor: Actor) -> None:
    """Take a task away; for some days it can come back. Raises `Missing`."""
    with unit_of_work(actor) as work:
        _tell(put_away(Task, task_id, "task", work), work, events.TaskRemoved)


def restore_task(task_id: UUID, *, actor: Actor) -> TaskLine:
    """Bring a removed task back; raises `Missing`."""
    with unit_of_work(actor) as work:
        task = bring_back(Task, task_id, "task", work)
        _tell(task, work, events.TaskChanged)
    return task_line(task)


def _require_colleague(member_id: UUID | None, actor: Actor) -> None:
    """Work is given to people who are here: an id of nobody, or of somebody gone, is refused."""
    if member_id in (None, actor.member_id) or known_members([member_id] if member_id else []):
        return
    raise Unknown("There is no such member.", fields={"assignee_id": "There is no such member."})


def _locked(task_id: UUID, version: int | None, actor: Actor) -> Task:
    task = get_kept_for_update(Task, task_id, actor=actor, kind="task")
    if version is not None and version != task.version:
        raise Conflict("Somebody changed this task meanwhile.", code="stale")
    return task


def _write(task: Task, values: dict[str, Any], work: Work) -> None:
    changed = {**values, "version": task.version + 1, "updated_at": work.now}
    Task.objects.filter(id=task.id).update(**changed)
    for name, value in changed.items():
        setattr(task, name, value)


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    wrong: dict[str, str] = {}
    ready: dict[str, Any] = {
        name: value.replace("\0", "").strip() if isinstance(value, str) else value
        for name, value in values.items()
    }
    if "title" in ready and not 0 < len(ready["title"]) <= 300:
        wrong["title"] = say("1 to 300 characters.")
    if "priority" in ready and ready["priority"] not in Task.Priority.values:
        wrong["priority"] = say("1, 2 or 3.")
    if len(ready.get("body") or "") > 20_000:
        wrong["body"] = say("At most 20,000 characters.")
    due = ready.get("due_at")
    if isinstance(due, datetime):
        try:
            ready["due_at"] = due.astimezone(UTC)
        except OverflowError:
            wrong["due_at"] = say("This day is beyond the calendar.")
    if wrong:
        raise Invalid("The task is wrong.", fields=wrong)
    return ready


def _tell(
    task: Task,
    work: Work,
    kind: type[events.TaskCreated | events.TaskChanged | events.TaskDone | events.TaskRemoved],
) -> None:
    work.record(
        kind(
            task_id=task.id,
            version=task.version,
            party_id=task.party_id,
            about_kind=task.subject_kind,
            about_id=task.subject_id,
            title=task.title,
            due_at=task.due_at,
            done_at=task.done_at,
            assignee_id=task.assignee_id,
            priority=task.priority,
        )
    )
