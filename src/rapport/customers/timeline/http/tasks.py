"""Tasks: entering, changing, ticking off, taking away, and the list of one's own."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.customers.party.api import find_seen
from rapport.customers.timeline.contracts import CUSTOMER, Subject, TaskLine
from rapport.customers.timeline.http.forms import TaskChange, TaskForm, reopen
from rapport.customers.timeline.http.notes import answer_activity, named, read_version
from rapport.customers.timeline.operations.tasks import (
    add_task,
    change_task,
    finish_task,
    remove_task,
    reopen_task,
    restore_task,
)
from rapport.customers.timeline.operations.undoing import undo_task_change
from rapport.customers.timeline.queries import get_task, list_open_tasks, list_tasks
from rapport.kernel.errors import Conflict, Invalid
from rapport.kernel.identity.api import Actor, actor_of, list_member_names
from rapport.ui.api import (
    Action,
    Empty,
    Toast,
    answer_dialog,
    close_dialog,
    put_errors,
    refresh,
    with_event,
    with_toast,
)

FEW, MANY = 8, 200


@require_POST
def write_task(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """Enter a task about a customer."""
    actor = actor_of(request)
    form = TaskForm(request.POST, auto_id="task_%s", me=actor.member_id)
    if form.is_valid():
        try:
            mentioned = tuple(named(request, form.cleaned_data["title"]))
            draft = replace(form.draft(), mentions=mentioned)
            task = add_task(Subject(CUSTOMER, party_id, party_id), draft, actor=actor)
        except Invalid as error:
            put_errors(form, error, {"due_at": "due"})
        else:
            toast = Toast(_("Task entered"), undo=f"/tasks/{task.id}/remove")
            return with_event(answer_activity(request, party_id, toast), "task-changed")
    return answer_activity(request, party_id, task=form)


def edit_task(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """A task in a dialog: words, due, for whom; a change by somebody else meanwhile is told."""
    actor = actor_of(request)
    task = get_task(task_id, actor=actor)
    form = TaskChange(request.POST if request.method == "POST" else None, initial=TaskChange.initial_of(task))
    if form.is_bound and form.is_valid():
        try:
            given = form.cleaned_data
            mentioned = named(request, f"{given['title']}\n{given['body']}", task.mentions)
            changes = {**form.changes(), "mentions": mentioned}
            changed = change_task(task_id, changes, actor=actor, version=given["version"])
        except Conflict:
            form.add_error(
                None, _("Somebody changed this task meanwhile. Saving again replaces their change.")
            )
            reopen(form, task.version)
        except Invalid as error:
            put_errors(form, error, {"due_at": "due"})
        else:
            undo = f"/tasks/{task_id}/undo?version={changed.version}"
            return with_event(close_dialog(Toast(_("Saved"), undo=undo)), "task-changed")
    return answer_dialog(request, _("Task"), form, request.path)


@require_POST
def tick(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Tick a task off; the line stays, done, until the page is left."""
    task = finish_task(task_id, actor=actor_of(request))
    return with_toast(_line(request, task), Toast(_("Done"), undo=f"/tasks/{task_id}/open"))


@require_POST
def untick(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Take a tick back."""
    reopen_task(task_id, actor=actor_of(request))
    return refresh(request, Toast(_("Taken back"), tone="info"))


@require_POST
def drop_task(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Take a task away; it can come back."""
    remove_task(task_id, actor=actor_of(request))
    return _changed(Toast(_("The task is gone."), tone="info", undo=f"/tasks/{task_id}/restore"))


@require_POST
def undo_task(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Write back what the task was before, unless it was changed since (409)."""
    undo_task_change(task_id, actor=actor_of(request), version=read_version(request))
    return _changed(Toast(_("Taken back"), tone="info"))


@require_POST
def bring_task(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Bring a task back."""
    restore_task(task_id, actor=actor_of(request))
    return _changed(Toast(_("Taken back"), tone="info"))


def show_tasks(request: HttpRequest) -> HttpResponse:
    """One's own open tasks by when they are due."""
    actor = actor_of(request)
    tasks = list_open_tasks(actor, limit=MANY)
    empty = Empty(_("Nothing to do"), _("Tasks are entered on a customer's page."), icon="circle-check")
    every = Action(_("All tasks"), "/tasks/all", icon="calendar-days")
    context = {"title": _("Tasks"), "empty": empty, **_context(tasks, actor, named=True)}
    context |= {"actions": [every] if actor.may("view", "task") else []}
    return render(request, "timeline/tasks_page.html", context)


def draw_customer_tasks(request: HttpRequest, subject: UUID | None) -> str:
    """The open tasks about a customer."""
    if subject is None:
        return ""
    actor = actor_of(request)
    about = Subject(CUSTOMER, subject, subject, find_seen(request, subject))
    tasks = list_tasks(about, actor=actor, open_only=True, limit=FEW)
    return render_to_string("timeline/tasks.html", _context(tasks, actor), request) if tasks else ""


def draw_my_tasks(request: HttpRequest, subject: UUID | None) -> str:
    """What needs me: my open tasks."""
    actor = actor_of(request)
    tasks = list_open_tasks(actor, limit=FEW)
    return (
        render_to_string("timeline/tasks.html", _context(tasks, actor, named=True), request) if tasks else ""
    )


def _context(tasks: list[TaskLine], actor: Actor, *, named: bool = False) -> dict[str, Any]:
    """Tasks of others say whose they are: one query more where there are such."""
    others = {task.assignee_id for task in tasks if task.assignee_id not in (None, actor.member_id)}
    names = list_member_names([one for one in others if one]) if others else {}
    return {
        "tasks": [
            {"task": task, "who": names.get(task.assignee_id, "") if task.assignee_id else ""}
            for task in tasks
        ],
        **{"now": timezone.now(), "named": named},
        **{"may_edit": actor.may("edit", "task"), "may_remove": actor.may("delete", "task")},
    }


def _line(request: HttpRequest, task: TaskLine) -> HttpResponse:
    actor = actor_of(request)
    context = _context([get_task(task.id, actor=actor)], actor)
    return render(request, "timeline/task.html", {**context, "item": context["tasks"][0]})


def _changed(toast: Toast) -> HttpResponse:
    return with_event(with_toast(HttpResponse(status=204), toast), "task-changed")
