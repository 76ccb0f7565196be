"""How tasks and mentions are told, with the title a reader may see; what tasks can be filtered by."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.customers.timeline.operations.subjects import find_page
from rapport.customers.timeline.queries import name_notes, name_tasks, seen_tasks
from rapport.kernel.filters.api import (
    Column,
    FilterField,
    FilterKind,
    Relation,
    member_field,
    register_fields,
    register_kind,
    register_relations,
)
from rapport.kernel.notices.api import NoticeKind, Told, register_notice


def register_filters() -> None:
    """Let lists and programs ask about tasks."""
    register_kind(FilterKind("task", gettext_lazy("Tasks"), seen_tasks))
    register_fields(
        "task",
        FilterField("due", gettext_lazy("Due"), "instant", Column("due_at"), rule="due_at", indexed=True),
        member_field("assignee", gettext_lazy("For whom"), "assignee_id"),
        FilterField("done", gettext_lazy("Done"), "instant", Column("done_at"), rule="done_at"),
        FilterField("title", gettext_lazy("What"), "text", Column("title")),
        FilterField("priority", gettext_lazy("Priority"), "number", Column("priority")),
        FilterField("created", gettext_lazy("Entered"), "instant", Column("created_at"), rule="created_at"),
    )
    register_relations(
        "task", Relation("customer", gettext_lazy("a customer"), "customer", "id", here="party_id")
    )
    register_relations("customer", Relation("tasks", gettext_lazy("tasks"), "task", "party_id"))


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
    if page := find_page(told.values.get("about", ""), told.values.get("id", "")):
        return page
    party = told.values.get("party")
    return f"/customers/{party}" if party else "/tasks"
