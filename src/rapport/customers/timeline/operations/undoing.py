"""Taking back the last change of a note or a task: history knows what stood there before."""

from datetime import datetime
from typing import Any
from uuid import UUID

from rapport.customers.timeline.contracts import NoteLine, TaskLine
from rapport.customers.timeline.operations.notes import change_note
from rapport.customers.timeline.operations.tasks import change_task
from rapport.customers.timeline.queries import get_note, get_task
from rapport.kernel.audit.api import list_changes
from rapport.kernel.errors import Conflict
from rapport.kernel.identity.api import Actor
from rapport.kernel.work.api import unit_of_work

_NOTE = ("body", "pinned", "mentions")
_TASK = ("title", "body", "due_at", "assignee_id", "priority", "mentions")


def undo_note_change(note_id: UUID, *, actor: Actor, version: int) -> NoteLine:
    """Write back what a note said before this version; raises `Missing`, `Conflict` (changed since)."""
    with unit_of_work(actor):
        note = get_note(note_id, actor=actor)
        former = _former("note", note, version, _NOTE)
        return change_note(note_id, actor=actor, version=version, **former)


def undo_task_change(task_id: UUID, *, actor: Actor, version: int) -> TaskLine:
    """Write back what a task was before this version; raises `Missing`, `Conflict` (changed since)."""
    with unit_of_work(actor):
        task = get_task(task_id, actor=actor)
        former = _former("task", task, version, _TASK)
        if former.get("due_at"):
            former["due_at"] = datetime.fromisoformat(former["due_at"])
        return change_task(task_id, former, actor=actor, version=version)


def _former(table: str, line: NoteLine | TaskLine, version: int, names: tuple[str, ...]) -> dict[str, Any]:
    if line.version != version:
        raise Conflict("Somebody changed this meanwhile: it stays as it is now.", code="stale")
    found = list_changes(row_ids=[line.id], subject_id=line.party_id, tables=(table,), ops=("U",), limit=1)
    fields = found[0].fields if found else {}
    former = {name: fields[name][0] for name in names if name in fields}
    if "mentions" in former:
        former["mentions"] = [UUID(one) for one in former["mentions"] or ()]
    if former.get("assignee_id"):
        former["assignee_id"] = UUID(former["assignee_id"])
    return former
