"""How tasks and mentions are told: in words, with the title a reader may see, leading to the customer."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.customers.timeline.queries import name_notes, name_tasks
from rapport.kernel.notices.api import NoticeKind, Told, register_notice


def register_notices() -> None:
    """Let members be told of tasks and of notes that name them."""
    given = gettext_lazy("A task is given to me")
    due = gettext_lazy("A task of mine is due")
    named = gettext_lazy("Somebody mentions me in a note")
    register_notice(NoticeKind("task.assigned", given, "circle-check", _write_given, _lead, names=name_tasks))
    register_notice(NoticeKind("task.due", due, "alarm-clock", _write_due, _lead, names=name_tasks))
    register_notice(NoticeKind("note.mentioned", named, "at-sign", _write_named, _lead, names=name_notes))


def _write_given(told: Told) -> str:
    return _("A task is yours")


def _write_due(told: Told) -> str:
    return _("A task is due")


def _write_named(told: Told) -> str:
    return _("You are mentioned in a note")


def _lead(told: Told) -> str:
    party = told.values.get("party")
    return f"/customers/{party}" if party else "/tasks"
