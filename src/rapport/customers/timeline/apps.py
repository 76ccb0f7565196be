"""Registration of the room."""

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext, gettext_lazy

if TYPE_CHECKING:
    from rapport.customers.timeline.http.task_list import TaskRow
    from rapport.ui.api.records import RecordList


class TimelineConfig(AppConfig):
    """The room `customers.timeline`."""

    name = "rapport.customers.timeline"
    label = "timeline"

    def ready(self) -> None:
        """Say which tables follow a merge; hang the cards."""
        from rapport.customers.party.api import MergeParticipant, register_participant
        from rapport.customers.timeline import handlers
        from rapport.customers.timeline.http.cards import register_cards
        from rapport.customers.timeline.plugs import register_filters, register_notices
        from rapport.kernel.outbox.api import subscribe
        from rapport.ui.api.records import register_records

        self._name_tables()
        self._name_personal()
        for participant in (*(MergeParticipant(table) for table in ("touch", "note", "task", "attachment")),):
            register_participant(participant)
        register_cards()
        register_notices()
        register_filters()
        register_records("task", _tasks)
        subscribe(handlers.CONSUMER, handlers.FACTS, handlers.tell_members)
        self._register_jobs()
        self._register_endpoints()

    def _name_personal(self) -> None:
        from rapport.customers.party.api import register_personal
        from rapport.customers.party.contracts import PersonalTable

        others = ("author_id", "author_name", "mentions")
        register_personal(
            PersonalTable(
                table="touch",
                ending="blank",
                blank={"title": "'–'", "summary": "''"},
                ages_by="at",
                called=gettext_lazy("Lines of the timeline"),
                withheld=("actor_id", "actor_name", "mentions"),
            ),
            PersonalTable(
                table="note",
                ending="delete",
                withheld=others,
                ages_by="created_at",
                called=gettext_lazy("Notes"),
            ),
            PersonalTable(table="task", ending="delete", withheld=(*others, "done_by_id", "assignee_id")),
            PersonalTable(table="attachment", ending="delete", withheld=others, files="blob_id"),
        )

    def _name_tables(self) -> None:
        from rapport.kernel.audit.api import register_columns, register_tables

        register_tables("note", {"note": gettext_lazy("Note")})
        register_tables("task", {"task": gettext_lazy("Task")})
        register_tables("customer", {"touch": gettext_lazy("Line of the timeline")})
        register_tables("file", {"attachment": gettext_lazy("File")})
        register_columns(
            {
                "assignee_id": gettext_lazy("Assignee"),
                "author_id": gettext_lazy("Author"),
                "author_name": gettext_lazy("Author"),
                "body": gettext_lazy("Text"),
                "direction": gettext_lazy("Direction"),
                "done_by_id": gettext_lazy("Finished by"),
                "mentions": gettext_lazy("Mentions"),
                "pinned": gettext_lazy("Pinned"),
                "priority": gettext_lazy("Priority"),
                "subject_id": gettext_lazy("Subject"),
                "subject_kind": gettext_lazy("Kind of subject"),
                "summary": gettext_lazy("Summary"),
            }
        )

    def _register_jobs(self) -> None:
        from rapport.customers.timeline import jobs
        from rapport.kernel.jobs.api import every, register_job

        register_job(jobs.PURGE, jobs.run_purge, title=lambda: gettext("Throw away what was removed"))
        every(jobs.PURGE, jobs.DAY)
        register_job(
            jobs.DUE, jobs.run_due, title=lambda: gettext("Tell of tasks that are due"), lane="quick"
        )
        every(jobs.DUE, jobs.OFTEN)

    def _register_endpoints(self) -> None:
        from rapport.customers.timeline.http import rest as endpoints
        from rapport.kernel.rest import api as rest

        one = "/customers/{uuid:customer_id}"
        rest.register(f"{one}/timeline", lambda: endpoints.history, tag="Customers")
        rest.register(f"{one}/calls", lambda: endpoints.calls, tag="Customers", kind="note")
        rest.register(f"{one}/notes", lambda: endpoints.notes, tag="Customers", kind="note")
        rest.register(f"{one}/tasks", lambda: endpoints.tasks, tag="Customers", kind="task")
        rest.register(f"{one}/files", lambda: endpoints.files, tag="Customers", kind="file")
        rest.register("/notes", lambda: endpoints.note, tag="Notes", kind="note")
        rest.register("/tasks", lambda: endpoints.task, tag="Tasks", kind="task")
        rest.register("/files", lambda: endpoints.file, tag="Files", kind="file")


def _tasks() -> "RecordList[TaskRow]":
    from rapport.customers.timeline.http.task_list import TASKS

    return TASKS
