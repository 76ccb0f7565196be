"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class RecommendationConfig(AppConfig):
    """The room `analytical.recommendation`."""

    name = "rapport.analytical.recommendation"
    label = "recommendation"

    def ready(self) -> None:
        """Listen to purchases, bring the jobs, the endpoints, the cards and the place in the navigation."""
        from rapport.analytical.recommendation import handlers, jobs
        from rapport.analytical.recommendation.http.cards import register_cards
        from rapport.analytical.recommendation.http.rest import get_router
        from rapport.analytical.recommendation.plugs import (
            KeepThem,
            OfferAgain,
            declare_rules,
            register_filters,
        )
        from rapport.analytical.recommendation.plugs.keeping import RecommendationKeeper
        from rapport.analytical.recommendation.queries import register_action_source
        from rapport.customers.learnt.api import register_keeper
        from rapport.kernel.identity.api import Kind, register_kind
        from rapport.kernel.jobs.api import every, register_job
        from rapport.kernel.outbox.api import subscribe
        from rapport.kernel.rest import api as rest
        from rapport.ui.api import NavItem, may, register_nav

        register_kind(Kind("recommendation", _("Recommendations"), ("view", "create", "edit", "delete")))
        register_filters()
        declare_rules()
        register_action_source(OfferAgain())
        register_action_source(KeepThem())
        register_cards()
        register_keeper("recommendation", RecommendationKeeper())
        self._name_personal()
        self._name_tables()
        subscribe(handlers.CONSUMER, handlers.FACTS, handlers.note_purchases)
        register_job(jobs.LEARN, jobs.run_learn, title=lambda: gettext("Learn what to recommend"))
        register_job(jobs.RENEW, jobs.run_renew, title=lambda: gettext("Renew recommendations"), lane="quick")
        every(jobs.LEARN, jobs.DAY, rest=jobs.REST)
        rest.register("/recommendations", get_router, tag="Recommendations", kind="recommendation")
        register_nav(
            NavItem(
                "recommendations",
                _("Recommendations"),
                "sparkles",
                "recommendations",
                section="insight",
                order=20,
                allowed=may("view", "recommendation"),
            )
        )

    def _name_personal(self) -> None:
        from rapport.customers.party.api import register_personal
        from rapport.customers.party.contracts import PersonalTable

        register_personal(
            PersonalTable(table="suggestion", ending="delete"),
            PersonalTable(table="suggestion_due", ending="delete", given=False),
            PersonalTable(table="shown_product", ending="delete"),
            PersonalTable(table="suggestion_bar", ending="delete"),
        )

    def _name_tables(self) -> None:
        from rapport.kernel.audit.api import register_columns, register_tables

        register_tables("recommendation", {"suggestion_bar": _("Not to be recommended")})
        register_columns(
            {"category_id": _("Category"), "created_by": _("Created by"), "product_id": _("Product")}
        )
