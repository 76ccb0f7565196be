"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class ForecastConfig(AppConfig):
    """The room `analytical.forecast`."""

    name = "rapport.analytical.forecast"
    label = "forecast"

    def ready(self) -> None:
        """Count contacts, bring the nightly job, the kind roles speak of, the endpoints, the page."""
        from rapport.analytical.forecast import handlers, jobs
        from rapport.analytical.forecast.http.products import PRODUCTS, draw_demand
        from rapport.analytical.forecast.http.rest import get_router
        from rapport.analytical.forecast.plugs import register_notices
        from rapport.analytical.forecast.plugs.keeping import ForecastKeeper
        from rapport.customers.learnt.api import register_keeper
        from rapport.kernel.identity.api import Kind, register_kind
        from rapport.kernel.jobs.api import every, register_job
        from rapport.kernel.outbox.api import subscribe
        from rapport.kernel.rest import api as rest
        from rapport.ui.api import NavItem, PageCard, may, register_card, register_nav
        from rapport.ui.api.records import register_records

        register_kind(Kind("forecast", _("Forecasts"), ("view", "edit")))
        subscribe(handlers.CONSUMER, handlers.FACTS, handlers.note_contacts)
        register_job(jobs.LEARN, jobs.run_learn, title=lambda: gettext("Learn what will come in"))
        every(jobs.LEARN, jobs.DAY, rest=jobs.REST)
        rest.register("/forecasts", get_router, tag="Forecasts", kind="forecast")
        register_keeper("forecast", ForecastKeeper())
        register_notices()
        register_records("forecast", lambda: PRODUCTS)
        register_card(
            PageCard(
                "product",
                "forecast",
                _("Demand ahead"),
                draw_demand,
                column="main",
                order=20,
                icon="telescope",
                allowed=may("view", "forecast"),
                href=lambda _subject: "/forecast/products",
                flush=True,
            )
        )
        register_nav(
            NavItem(
                "forecast",
                _("Forecast"),
                "telescope",
                "forecast",
                section="insight",
                order=20,
                allowed=may("view", "forecast"),
            )
        )
