"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class QualityConfig(AppConfig):
    """The room `customers.quality`."""

    name = "rapport.customers.quality"
    label = "quality"

    def ready(self) -> None:
        """Hang the card, bring the endpoints."""
        from rapport.customers.party.api import MergeParticipant, register_participant
        from rapport.customers.quality.http import rest as endpoints
        from rapport.customers.quality.http.cards import draw_completeness
        from rapport.customers.quality.http.page import may_see
        from rapport.customers.quality.plugs.filtering import register_filters
        from rapport.kernel.rest import api as rest
        from rapport.ui.api import NavItem, PageCard, register_card, register_nav

        register_card(
            PageCard(
                "customer",
                "completeness",
                _("Completeness"),
                draw_completeness,
                column="left",
                order=40,
                icon="list-checks",
                hears=("quality", "reach", "about", "consent"),
            )
        )
        self._register_work()
        self._name_personal()
        register_filters()
        register_participant(MergeParticipant("quality_flaw", once=("reason",)))
        register_nav(
            NavItem(
                "quality",
                _("Quality"),
                "list-checks",
                "quality",
                section="data",
                order=30,
                allowed=may_see,
            )
        )
        rest.register("/quality", lambda: endpoints.quality, tag="Customers")
        one = "/customers/{uuid:customer_id}"
        rest.register(f"{one}/completeness", lambda: endpoints.completeness, tag="Customers")

    def _name_personal(self) -> None:
        from rapport.customers.party.api import register_personal
        from rapport.customers.party.contracts import PersonalTable

        register_personal(PersonalTable(table="quality_flaw", ending="delete"))

    def _register_work(self) -> None:
        from rapport.customers.quality import handlers, jobs
        from rapport.kernel.jobs.api import every, register_job
        from rapport.kernel.outbox.api import subscribe

        register_job(jobs.JUDGE, jobs.run_judge, title=lambda: gettext("Judge changed records"), lane="quick")
        register_job(jobs.MEASURE, jobs.run_measure, title=lambda: gettext("Judge the quality of records"))
        every(jobs.MEASURE, jobs.HOUR)
        subscribe(handlers.CONSUMER, handlers.FACTS, handlers.judge_changed)
