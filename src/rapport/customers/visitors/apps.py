"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class VisitorsConfig(AppConfig):
    """The room `customers.visitors`."""

    name = "rapport.customers.visitors"
    label = "visitors"

    def ready(self) -> None:
        """Hear who identified and whom triggers met; keep profiles; say what merging and erasing do."""
        from rapport.bigdata.lake.api import register_erasure, register_trace
        from rapport.customers.party.api import MergeParticipant, register_participant, register_personal
        from rapport.customers.party.contracts import PersonalTable
        from rapport.customers.visitors import handlers, plugs
        from rapport.customers.visitors.events import VisitorForgotten, VisitorLinked
        from rapport.kernel.outbox.api import subscribe

        for table in ("visitor_link", "visitor_profile"):
            register_participant(MergeParticipant(table, once=("visitor_id",)))
        register_personal(
            PersonalTable(table="visitor_link", ending="delete", told=plugs.tell_forgotten),
            PersonalTable(table="visitor_profile", ending="delete"),
        )
        register_trace(VisitorLinked.name, person="customer_id", trace="visitor_id")
        register_erasure(VisitorForgotten.name)
        subscribe(handlers.FORGETTERS, handlers.FORGOTTEN, handlers.forget_visitors)
        subscribe(handlers.CONSUMER, handlers.FACTS, handlers.follow_visitors)
        subscribe(handlers.TRIGGERS, handlers.FIRED, handlers.note_triggers)
        plugs.register_keeping()
        plugs.keep_profiles()
        plugs.register_filters()
        self._register_sweep()
        self._register_card()

    def _register_sweep(self) -> None:
        from rapport.customers.visitors import jobs
        from rapport.kernel.jobs.api import every, register_job

        register_job(
            jobs.SWEEP, jobs.run_sweep, title=lambda: gettext("Forget unknown visitors"), lane="quick"
        )
        every(jobs.SWEEP, jobs.DAY)

    def _register_card(self) -> None:
        from rapport.customers.visitors.http.card import draw_browsing
        from rapport.ui.api import PageCard, register_card

        register_card(
            PageCard("customer", "site", _("On the site"), draw_browsing, order=35, icon="footprints")
        )
