"""The list of all tasks one may see: by day, by whom, on a calendar where they are taken to another day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from rapport.customers.timeline.contracts import TaskLine
from rapport.customers.timeline.models import Task
from rapport.customers.timeline.operations.tasks import change_task
from rapport.customers.timeline.queries import TASK_ORDERS, get_task, load_tasks, seen_tasks
from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import Actor, list_member_names
from rapport.ui.api import (
    Action,
    Badge,
    Choice,
    Column,
    Custom,
    DateTime,
    Empty,
    Filter,
    ListState,
    Text,
    Viewer,
)
from rapport.ui.api.own_fields import move_moment
from rapport.ui.api.records import Calendar, RecordList, show_records


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A line of the list: a task and whose it is."""

    task: TaskLine
    who: str

    @property
    def id(self) -> UUID:
        """The task's id."""
        return self.task.id


def show_all_tasks(request: HttpRequest) -> HttpResponse:
    """The tasks one may see, open ones unless asked for others."""
    return show_records(request, TASKS)


def _columns(actor: Actor) -> list[Column[TaskRow]]:
    return [
        Custom("title", _("Task"), draw=_draw_title, phone="title", width=20),
        Text("customer", _("Customer"), lambda row: row.task.party_name, phone="under", width=12),
        Text("who", _("For whom"), width=9),
        DateTime("due", _("Due"), lambda row: row.task.due_at, sort=True, phone="corner", ruled_as="due_at"),
        Badge(
            "priority",
            _("Priority"),
            lambda row: row.task.priority,
            labels=dict(Task.Priority.choices),
            tones={3: "bad"},
            phone="aside",
            width=6,
        ),
        DateTime("done", _("Done"), lambda row: row.task.done_at, hidden=True, ruled_as="done_at"),
        DateTime(
            "created",
            _("Entered"),
            lambda row: row.task.created_at,
            sort=True,
            newest_first=True,
            hidden=True,
        ),
    ]


def _draw_title(row: TaskRow, viewer: Viewer) -> str:
    """Where a task leads: the customer it is about, else one's tasks."""
    href = f"/customers/{row.task.party_id}" if row.task.party_id else "/tasks"
    return format_html('<a href="{}"><bdi>{}</bdi></a>', href, row.task.title)


def _filters(actor: Actor) -> list[Filter]:
    states = [Choice("open", pgettext("a task", "Open")), Choice("done", _("Done"))]
    return [
        Filter("state", _("State"), states, icon="circle-check"),
        Filter("whose", _("For whom"), [Choice("mine", _("For me"))], many=False, icon="user"),
    ]


def _narrow(rows: QuerySet[Any], state: ListState, actor: Actor) -> QuerySet[Any]:
    asked = state.chosen.get("state", ("open",))
    if len(asked) == 1:
        rows = rows.filter(done_at__isnull=asked[0] == "open")
    return rows.filter(assignee_id=actor.member_id) if "whose" in state.chosen else rows


def _load(ids: Sequence[UUID], actor: Actor) -> list[TaskRow]:
    tasks = load_tasks(ids)
    names = list_member_names([one.assignee_id for one in tasks if one.assignee_id])
    return [TaskRow(one, names.get(one.assignee_id, "") if one.assignee_id else "") for one in tasks]


def _move(task_id: UUID, field: str, day: date, actor: Actor) -> str:
    task = get_task(task_id, actor=actor)
    if task.due_at is None:
        raise Invalid(_("This task has no day yet."))
    due = move_moment(task.due_at, day, actor)
    changed = change_task(task_id, {"due_at": due}, actor=actor, version=task.version)
    return f"/tasks/{task_id}/undo?version={changed.version}"


def _moves(field: str, actor: Actor) -> bool:
    return field == "due" and actor.may("edit", "task") and actor.may_write("task", "due_at")


def _actions(actor: Actor) -> list[Action]:
    return [Action(_("My tasks"), "/tasks", icon="circle-check")]


def _empty(actor: Actor) -> Empty:
    return Empty(_("Nothing to do"), _("Tasks are entered on a customer's page."), icon="circle-check")


TASKS: RecordList[TaskRow] = RecordList(
    kind="task",
    name="tasks",
    path="/tasks/all",
    title=gettext_lazy("All tasks"),
    columns=_columns,
    rows=seen_tasks,
    narrow=_narrow,
    orders=TASK_ORDERS,
    load=_load,
    default_sort="due",
    filters=_filters,
    actions=_actions,
    groups=("assignee", "due", "created"),
    calendar=Calendar(("due",), _move, _moves),
    empty=_empty,
)
"""The list of tasks, as every list is told to the house."""
