"""Registration of the room."""

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from rapport.customers.forms.http.entries import EntryRow
    from rapport.ui.api.records import RecordList


class FormsConfig(AppConfig):
    """The room `customers.forms`."""

    name = "rapport.customers.forms"
    label = "forms"

    def ready(self) -> None:
        """Say what roles speak of and what follows a merge; bring the jobs, the pages, the endpoints."""
        from rapport.customers.forms import jobs, plugs
        from rapport.customers.forms.http.pages import may_see
        from rapport.customers.forms.http.rest import register_endpoints
        from rapport.customers.party.api import MergeParticipant, register_participant
        from rapport.kernel.audit.api import register_columns, register_tables
        from rapport.kernel.identity.api import Kind, register_kind
        from rapport.kernel.jobs.api import every, register_job
        from rapport.ui.api import NavItem, register_nav
        from rapport.ui.api.records import register_records

        register_kind(Kind("form", _("Forms"), ("view", "create", "edit")))
        for table in ("form_entry", "form_difference"):
            register_participant(MergeParticipant(table))
        self._name_personal()
        register_tables(
            "form",
            {
                "capture_form": _("Form"),
                "form_field": _("Field of a form"),
                "consent_text": _("Text of a consent"),
                "form_entry": _("Entry of a form"),
                "form_difference": _("Difference to decide"),
            },
        )
        register_columns(
            {
                "address": _("Address"),
                "agent": _("Browser"),
                "agreed": _("Agreed to"),
                "asked": _("Asked to confirm"),
                "button": _("Button"),
                "closed_text": _("Text when shut"),
                "confirm": _("Confirmation by e-mail"),
                "confirmed_at": _("Confirmed"),
                "entry_id": _("Entry"),
                "form_id": _("Form"),
                "hourly": _("Entries an hour"),
                "intro": _("Introduction"),
                "locale": _("Language"),
                "page": _("Page"),
                "proved": _("Confirmed on"),
                "sites": _("Sites"),
                "tags": _("Tags"),
                "taken_at": _("Taken in"),
                "target": _("Goes to"),
                "tell": _("Who is told"),
                "text": _("Text"),
                "thanks": _("Thanks"),
                "there": _("As it is kept"),
                "told_at": _("Told"),
                "values": _("What was typed"),
            }
        )
        register_job(
            jobs.TAKE, jobs.run_take, title=lambda: gettext("Take in entries of forms"), lane="quick"
        )
        register_job(jobs.SWEEP, jobs.run_sweep, title=lambda: gettext("Throw unconfirmed entries away"))
        every(jobs.SWEEP, jobs.DAY)
        plugs.register_notices()
        register_records("form", _entries)
        register_nav(
            NavItem(
                "forms", _("Forms"), "clipboard-list", "forms", section="reach", order=30, allowed=may_see
            )
        )
        register_endpoints()

    def _name_personal(self) -> None:
        from rapport.customers.party.api import register_personal
        from rapport.customers.party.contracts import PersonalCopy, PersonalTable

        typed = {"values": "'{}'", **dict.fromkeys(("email", "address", "agent", "page"), "''")}
        register_personal(
            PersonalTable(
                table="form_entry",
                ending="blank",
                blank=typed,
                tells=("email",),
                ages_by="received_at",
                called=_("Entries of forms"),
            ),
            PersonalTable(table="form_difference", ending="delete", withheld=("decided_by_id",)),
            PersonalCopy(table="form_entry", seen=("email", "values"), blank=typed),
        )


def _entries() -> "RecordList[EntryRow]":
    from rapport.customers.forms.http.entries import ENTRIES

    return ENTRIES
