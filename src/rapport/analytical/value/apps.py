"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class ValueConfig(AppConfig):
    """The room `analytical.value`."""

    name = "rapport.analytical.value"
    label = "value"

    def ready(self) -> None:
        """Listen to purchases, bring the jobs, the endpoints and the place in the navigation."""
        from rapport.analytical.value import handlers, jobs
        from rapport.analytical.value.http.buyers import BUYERS
        from rapport.analytical.value.http.fits import get_router as get_fits
        from rapport.analytical.value.http.profit_list import PROFITS
        from rapport.analytical.value.http.rest import get_router
        from rapport.analytical.value.http.rest_profit import get_router as get_profit
        from rapport.analytical.value.http.views import may_see_worth
        from rapport.analytical.value.operations.due import COUNT_DUE
        from rapport.analytical.value.operations.sources import register_cost_source
        from rapport.analytical.value.operations.touch_costs import TouchCosts
        from rapport.analytical.value.plugs import declare_money, register_filters
        from rapport.analytical.value.plugs.keeping import ValueKeeper
        from rapport.customers.learnt.api import register_keeper
        from rapport.kernel.jobs.api import every, register_job
        from rapport.kernel.outbox.api import subscribe
        from rapport.kernel.rest import api as rest
        from rapport.ui.api import NavItem, register_nav
        from rapport.ui.api.records import register_records

        register_records("worth", lambda: BUYERS)
        register_records("profit", lambda: PROFITS)
        register_keeper("value", ValueKeeper())
        register_filters()
        declare_money()
        register_cost_source(TouchCosts())
        self._name_personal()
        subscribe(handlers.CONSUMER, handlers.FACTS, handlers.note_purchases)
        register_job(COUNT_DUE, jobs.run_count_due, title=lambda: gettext("Count worth"), lane="quick")
        register_job(jobs.RECOUNT, jobs.run_recount, title=lambda: gettext("Count everybody's worth"))
        register_job(
            jobs.LOOK_AHEAD, jobs.run_look_ahead, title=lambda: gettext("Learn what customers will be worth")
        )
        every(jobs.RECOUNT, jobs.DAY)
        rest.register("/worth/fits", get_fits, tag="Worth", kind="worth")
        rest.register("/worth/profit", get_profit, tag="Worth", kind="worth")
        rest.register("/worth", get_router, tag="Worth", kind="worth")
        register_nav(
            NavItem("worth", _("Worth"), "coins", "worth", section="insight", order=10, allowed=may_see_worth)
        )

    def _name_personal(self) -> None:
        from rapport.customers.party.api import register_personal
        from rapport.customers.party.contracts import PersonalTable

        register_personal(
            PersonalTable(table="customer_worth", ending="keep"),
            PersonalTable(table="customer_profit", ending="keep"),
            PersonalTable(table="worth_due", ending="delete", given=False),
        )
