"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class LikenessConfig(AppConfig):
    """The room `customers.likeness`."""

    name = "rapport.customers.likeness"
    label = "likeness"

    def ready(self) -> None:
        """Bring the jobs, the card, the endpoints and the place in the navigation."""
        from rapport.customers.likeness import jobs
        from rapport.customers.likeness.http.card import draw_likely, may_merge
        from rapport.kernel.jobs.api import every, register_job
        from rapport.ui.api import NavItem, PageCard, register_card, register_nav

        self._name_tables()
        self._name_personal()
        register_job(jobs.SEARCH, jobs.run_search, title=lambda: gettext("Look for duplicates"))
        register_job(jobs.MERGE, jobs.run_merge, title=lambda: gettext("Merge likely duplicates"))
        register_job(jobs.PART, jobs.run_part, title=lambda: gettext("Part merged duplicates again"))
        every(jobs.SEARCH, jobs.DAY, rest=jobs.REST)
        register_card(
            PageCard(
                "customer",
                "likely",
                _("Probably the same"),
                draw_likely,
                column="left",
                order=91,
                icon="copy-check",
                later=True,
            )
        )
        register_nav(
            NavItem(
                "duplicates",
                _("Duplicates"),
                "copy-check",
                "duplicates",
                section="customers",
                order=28,
                allowed=may_merge,
            )
        )
        self._register_endpoints()

    def _name_personal(self) -> None:
        from rapport.customers.party.api import register_personal
        from rapport.customers.party.contracts import PersonalTable

        register_personal(
            *(
                PersonalTable(table="likely_pair", column=end, ending="delete", given=False)
                for end in ("low_id", "high_id")
            )
        )

    def _name_tables(self) -> None:
        from rapport.kernel.audit.api import register_columns, register_tables

        register_tables("customer", {"likely_pair": _("Likely duplicate")})
        register_columns(
            {
                "agreements": _("What agrees"),
                "high_id": _("Second customer"),
                "low_id": _("First customer"),
                "probability": _("Probability"),
            }
        )

    def _register_endpoints(self) -> None:
        from rapport.customers.likeness.http.rest import get_router
        from rapport.kernel.rest import api as rest

        rest.register("/duplicates", get_router, tag="Customers")
