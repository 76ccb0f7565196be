"""What one writes about a customer: a note, a task, a call."""

from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rapport.customers.timeline.models import Task
from rapport.customers.timeline.operations.tasks import TaskDraft

END_OF_WORK = time(17, 0)
KINDS = (
    ("call", _("Call")),
    ("meeting", _("Meeting")),
    ("visit", _("Visit")),
    ("letter", _("Letter")),
    ("other", _("Other")),
)


def _lines(rows: int, words: object) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "placeholder": words})


class NoteForm(forms.Form):
    """A note."""

    body = forms.CharField(
        label=_("Note"), max_length=100_000, widget=_lines(2, _("Write a note …")), strip=True
    )


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
    """Something to do."""

    title = forms.CharField(
        label=_("Task"),
        max_length=300,
        widget=forms.TextInput(attrs={"placeholder": _("What is to be done?")}),
    )
    due = forms.DateField(
        label=_("By"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    priority = forms.TypedChoiceField(
        label=_("Priority"), choices=Task.Priority.choices, coerce=int, initial=Task.Priority.NORMAL
    )

    def draft(self) -> TaskDraft:
        """The task as the room takes it: due at the end of the working day where the member is."""
        day = self.cleaned_data["due"]
        due = timezone.make_aware(datetime.combine(day, END_OF_WORK)) if day else None
        return TaskDraft(self.cleaned_data["title"], due_at=due, priority=self.cleaned_data["priority"])
