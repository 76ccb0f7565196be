"""What one writes about a customer: a note, a task, a call, a file."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.customers.timeline.contracts import TaskLine
from rapport.customers.timeline.models import Task
from rapport.customers.timeline.operations.tasks import TaskDraft
from rapport.kernel.identity.api import list_colleagues
from rapport.ui.api import DayInput, in_zone

END_OF_WORK = time(17, 0)
COLLEAGUES = "/colleagues"
KINDS = (
    ("call", _("Call")),
    ("meeting", _("Meeting")),
    ("visit", _("Visit")),
    ("letter", _("Letter")),
    ("other", _("Other")),
)


def _lines(rows: int, words: object) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "placeholder": words, "data-mentions": COLLEAGUES})


def reopen(form: forms.Form, version: int) -> None:
    """Show a form again that was thought up for an older state, ready to be sent for the present one."""
    form.data = {**dict(form.data.items()), "version": str(version)}


class NoteForm(forms.Form):
    """A note; whoever is named by @ is told. `version` is the one it was opened at."""

    body = forms.CharField(
        label=_("Note"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 6, "data-mentions": COLLEAGUES}),
        strip=True,
        help_text=_("Name a colleague by @."),
    )
    pinned = forms.BooleanField(label=_("Keep on top"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class CallForm(forms.Form):
    """A contact that happened outside the product."""

    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    direction = forms.ChoiceField(
        label=_("Who began"), choices=(("out", _("We did")), ("in", _("They did"))), initial="out"
    )
    summary = forms.CharField(
        label=_("What was said"), max_length=10_000, widget=_lines(2, _("What was it about?"))
    )


class TaskForm(forms.Form):
    """Something to do, by somebody, by a day and an hour of the member's zone."""

    title = forms.CharField(
        label=_("Task"),
        max_length=300,
        widget=forms.TextInput(attrs={"placeholder": _("What is to be done?"), "data-mentions": COLLEAGUES}),
    )
    due = forms.DateField(
        label=pgettext_lazy("a day", "By"),
        required=False,
        widget=DayInput(),
    )
    hour = forms.TimeField(
        label=_("At"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    assignee_id = forms.TypedChoiceField(label=_("For"), coerce=UUID, empty_value=None, required=False)
    priority = forms.TypedChoiceField(
        label=_("Priority"),
        choices=Task.Priority.choices,
        coerce=int,
        initial=Task.Priority.NORMAL,
    )

    def __init__(self, data: Any = None, *, me: UUID | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        people = [(str(one), name) for one, name in list_colleagues()]
        choice = self.fields["assignee_id"]
        if isinstance(choice, forms.TypedChoiceField):
            choice.choices = [("", "–"), *people]
        if me is not None and "assignee_id" not in self.initial:
            self.initial["assignee_id"] = me

    def due_at(self) -> datetime | None:
        """When it is due, UTC inside: the end of the working day where the member is, unless an hour is."""
        day, hour = self.cleaned_data["due"], self.cleaned_data["hour"]
        return timezone.make_aware(datetime.combine(day, hour or END_OF_WORK)) if day else None

    def draft(self) -> TaskDraft:
        """The task as the room takes it."""
        given = self.cleaned_data
        return TaskDraft(
            given["title"],
            due_at=self.due_at(),
            assignee_id=given["assignee_id"],
            priority=given["priority"],
        )


class TaskChange(TaskForm):
    """A task that is there: its words too, and the version it was opened at."""

    body = forms.CharField(
        label=_("Details"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-mentions": COLLEAGUES}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @staticmethod
    def initial_of(task: TaskLine) -> dict[str, Any]:
        """What the form begins with."""
        due = in_zone(task.due_at, timezone.get_current_timezone()) if task.due_at else None
        return {
            **{"title": task.title, "body": task.body, "priority": task.priority, "version": task.version},
            **{"assignee_id": task.assignee_id, "due": due.date() if due else None},
            "hour": due.time() if due else None,
        }

    def changes(self) -> dict[str, Any]:
        """The fields of the task as they shall be."""
        given = self.cleaned_data
        return {
            **{"title": given["title"], "body": given["body"], "due_at": self.due_at()},
            **{"assignee_id": given["assignee_id"], "priority": given["priority"]},
        }


class FileForm(forms.Form):
    """A file to keep."""

    file = forms.FileField(label=_("File"))
