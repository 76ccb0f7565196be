"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class ChurnConfig(AppConfig):
    """The room `analytical.churn`."""

    name = "rapport.analytical.churn"
    label = "churn"

    def ready(self) -> None:
        """Listen to what is learnt of worth; bring the job, the endpoints, the list, the card, the page."""
        from rapport.analytical.churn import handlers, jobs
        from rapport.analytical.churn.http.card import register_cards
        from rapport.analytical.churn.http.list import LEAVING
        from rapport.analytical.churn.http.rest import get_router
        from rapport.analytical.churn.http.rest_contracts import get_router as get_contracts
        from rapport.analytical.churn.plugs import declare_choices, register_filters, register_notices
        from rapport.analytical.churn.plugs.keeping import ChurnKeeper
        from rapport.customers.learnt.api import register_keeper
        from rapport.kernel.jobs.api import every, register_job
        from rapport.kernel.outbox.api import subscribe
        from rapport.kernel.rest import api as rest
        from rapport.ui.api import NavItem, may, register_nav
        from rapport.ui.api.records import register_records

        register_records("risk", lambda: LEAVING)
        register_filters()
        declare_choices()
        register_notices()
        register_cards()
        register_keeper("churn", ChurnKeeper())
        self._name_personal()
        subscribe(handlers.CONSUMER, handlers.FACTS, handlers.note_news)
        register_job(jobs.LEARN, jobs.run_learn, title=lambda: gettext("Learn who is about to leave"))
        register_job(
            jobs.LEARN_ENDING, jobs.run_learn_ending, title=lambda: gettext("Learn how contracts end")
        )
        every(jobs.LEARN_ENDING, jobs.DAY, rest=jobs.REST)
        rest.register("/churn", get_router, tag="Leaving", kind="worth")
        rest.register("/contracts", get_contracts, tag="Contracts", kind="worth")
        register_nav(
            NavItem(
                "churn",
                _("Leaving"),
                "user-x",
                "churn",
                section="insight",
                order=20,
                allowed=may("view", "worth"),
            )
        )

    def _name_personal(self) -> None:
        from rapport.customers.party.api import MergeParticipant, register_participant, register_personal
        from rapport.customers.party.contracts import PersonalTable

        register_participant(MergeParticipant("customer_contract"))
        register_personal(
            PersonalTable(table="customer_contract", ending="delete"),
            PersonalTable(table="customer_risk", ending="delete"),
            PersonalTable(table="risk_forecast", ending="delete", given=False),
        )
