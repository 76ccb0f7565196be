"""Registration of the room."""

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from rapport.customers.prospects.contracts import ProspectRow
    from rapport.ui.api.records import RecordList


class ProspectsConfig(AppConfig):
    """The room `customers.prospects`."""

    name = "rapport.customers.prospects"
    label = "prospects"

    def ready(self) -> None:
        """Listen to what makes and ends prospects; bring the list, the card, the job, the endpoints."""
        from rapport.customers.party.api import MergeParticipant, register_participant
        from rapport.customers.prospects import handlers, jobs, plugs
        from rapport.kernel.audit.api import register_columns, register_tables
        from rapport.kernel.identity.api import Kind, register_kind
        from rapport.kernel.jobs.api import every, register_job
        from rapport.kernel.outbox.api import subscribe

        register_kind(Kind("prospect", _("Prospects"), ("view", "edit")))
        register_participant(MergeParticipant("prospect", alone=True))
        self._name_personal()
        register_tables("customer", {"prospect": _("Prospect")})
        register_columns(
            {
                "captured_at": _("Captured"),
                "converted_at": _("Converted"),
                "converted_how": _("Converted how"),
                "interest": _("Interest"),
                "lost_at": _("Lost"),
                "lost_note": _("About the loss"),
                "lost_reason": _("Reason of the loss"),
                "reasons": _("Reasons"),
                "score": _("Score"),
                "scored_at": _("Scored"),
            }
        )
        plugs.declare_points()
        plugs.register_filters()
        subscribe(handlers.CONSUMER, handlers.FACTS, handlers.follow_customers)
        register_job(jobs.SCORE, jobs.run_score, title=lambda: gettext("Score prospects"))
        every(jobs.SCORE, jobs.DAY, rest=jobs.REST)
        self._register_pages()

    def _name_personal(self) -> None:
        from rapport.customers.party.api import register_personal
        from rapport.customers.party.contracts import PersonalTable

        register_personal(PersonalTable(table="prospect", ending="blank", blank={"lost_note": "''"}))

    def _register_pages(self) -> None:
        from rapport.customers.prospects.http.card import draw_prospect, may_see
        from rapport.customers.prospects.http.rest import router
        from rapport.customers.prospects.plugs import list_actions
        from rapport.kernel.bulk.api import register_action
        from rapport.kernel.rest import api as rest
        from rapport.ui.api import NavItem, PageCard, register_card, register_nav
        from rapport.ui.api.records import register_records

        for action in list_actions():
            register_action(action)
        register_records("prospect", _prospects)
        register_nav(
            NavItem(
                "prospects",
                _("Prospects"),
                "sprout",
                "prospects",
                section="customers",
                order=22,
                allowed=may_see,
            )
        )
        register_card(
            PageCard(
                "customer",
                "prospect",
                _("Prospect"),
                draw_prospect,
                column="right",
                order=5,
                icon="sprout",
                hears=("prospect", "about", "order"),
            )
        )
        rest.register("/prospects", lambda: router, tag="Prospects", kind="prospect")


def _prospects() -> "RecordList[ProspectRow]":
    from rapport.customers.prospects.http.lists import PROSPECTS

    return PROSPECTS
