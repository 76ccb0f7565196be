"""Tasks: entering, ticking off, and the list of one's own."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.customers.timeline.contracts import CUSTOMER, Subject, TaskLine
from rapport.customers.timeline.http.forms import TaskForm
from rapport.customers.timeline.http.notes import answer_activity
from rapport.customers.timeline.operations.tasks import add_task, finish_task, reopen_task
from rapport.customers.timeline.queries import get_task, list_open_tasks, list_tasks
from rapport.kernel.identity.api import actor_of
from rapport.ui.api import Empty, Toast, refresh, with_event, with_toast

FEW, MANY = 8, 200


@require_POST
def write_task(request: HttpRequest, party_id: UUID) -> HttpResponse:
    """Enter a task about a customer."""
    form = TaskForm(request.POST, auto_id="task_%s")
    if form.is_valid():
        add_task(Subject(CUSTOMER, party_id, party_id), form.draft(), actor=actor_of(request))
        return with_event(answer_activity(request, party_id, Toast(_("Task entered"))), "tasks-changed")
    return answer_activity(request, party_id, task=form)


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


def show_tasks(request: HttpRequest) -> HttpResponse:
    """One's own open tasks by when they are due."""
    tasks = list_open_tasks(actor_of(request), limit=MANY)
    empty = Empty(_("Nothing to do"), _("Tasks are entered on a customer's page."), icon="circle-check")
    context = {"title": _("Tasks"), "tasks": tasks, "now": timezone.now(), "empty": empty, "named": True}
    return render(request, "timeline/tasks_page.html", context)


def draw_customer_tasks(request: HttpRequest, subject: UUID | None) -> str:
    """The open tasks about a customer."""
    if subject is None:
        return ""
    about = Subject(CUSTOMER, subject, subject)
    tasks = list_tasks(about, actor=actor_of(request), open_only=True, limit=FEW)
    context = {"tasks": tasks, "now": timezone.now(), "reload": request.get_full_path()}
    return render_to_string("timeline/tasks.html", context, request) if tasks else ""


def draw_my_tasks(request: HttpRequest, subject: UUID | None) -> str:
    """What needs me: my open tasks."""
    tasks = list_open_tasks(actor_of(request), limit=FEW)
    context = {"tasks": tasks, "now": timezone.now(), "named": True}
    return render_to_string("timeline/tasks.html", context, request) if tasks else ""


def _line(request: HttpRequest, task: TaskLine) -> HttpResponse:
    fresh = get_task(task.id, actor=actor_of(request))
    return render(request, "timeline/task.html", {"task": fresh, "now": timezone.now(), "named": False})
