"""Registration of the room."""

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from ninja import Router


def _compare() -> "Router":
    """Return the router of comparisons, which reads marts: what that takes is loaded when somebody calls."""
    from rapport.analytical.segmentation.http.compare_rest import router

    return router


class SegmentationConfig(AppConfig):
    """The room `analytical.segmentation`."""

    name = "rapport.analytical.segmentation"
    label = "segmentation"

    def ready(self) -> None:
        """Listen to what is told of customers; bring the jobs, the endpoints, the card and the pages."""
        from rapport.analytical.segmentation import handlers
        from rapport.analytical.segmentation.http import rest
        from rapport.analytical.segmentation.http.cards import register_cards
        from rapport.analytical.segmentation.http.flows_rest import router as flows
        from rapport.analytical.segmentation.plugs import register_filters, register_notices
        from rapport.analytical.segmentation.plugs.keeping import GroupsKeeper
        from rapport.customers.learnt.api import register_keeper
        from rapport.kernel.identity.api import Kind, register_kind
        from rapport.kernel.outbox.api import subscribe
        from rapport.kernel.rest.api import register
        from rapport.ui.api import NavItem, may, register_nav

        register_kind(Kind("segment", _("Segments")))
        register_keeper("groups", GroupsKeeper())
        register_filters()
        register_notices()
        self._name_tables()
        self._register_jobs()
        subscribe(handlers.CONSUMER, handlers.FACTS, handlers.note_customers)
        register("/segments", lambda: rest.segments, tag="Segments", kind="segment")
        register("/segments/flows", lambda: flows, tag="Segments")
        register("/segments/compare", _compare, tag="Segments")
        register_cards()
        register_nav(
            NavItem(
                "segments",
                _("Segments"),
                "shapes",
                "segments",
                section="insight",
                order=20,
                allowed=may("view", "segment"),
            )
        )

    def _name_tables(self) -> None:
        from rapport.customers.party.api import register_personal
        from rapport.customers.party.contracts import PersonalTable
        from rapport.kernel.audit.api import register_columns, register_tables

        register_tables("segment", {"segment": _("Segment")})
        register_columns(
            {"about": _("About"), "filter": _("Conditions"), "cluster": _("Number of its group")}
        )
        register_personal(
            PersonalTable(table="segment_member", ending="delete"),
            PersonalTable(table="segment_move", ending="delete"),
            PersonalTable(table="segment_due", ending="delete", given=False),
        )

    def _register_jobs(self) -> None:
        from rapport.analytical.segmentation import jobs
        from rapport.analytical.segmentation.operations.filling import FILL
        from rapport.analytical.segmentation.operations.groupings import ASSIGN_GROUPS, FIND_GROUPS
        from rapport.kernel.jobs.api import every, register_job

        register_job(FILL, jobs.run_fill, title=lambda: gettext("Fill a segment"), lane="quick")
        register_job(
            jobs.FILL_DUE, jobs.run_fill_due, title=lambda: gettext("Bring segments up to date"), lane="quick"
        )
        register_job(jobs.FILL_ALL, jobs.run_fill_all, title=lambda: gettext("Fill all segments anew"))
        register_job(FIND_GROUPS, jobs.run_find_groups, title=lambda: gettext("Look for groups of customers"))
        register_job(
            ASSIGN_GROUPS, jobs.run_assign_groups, title=lambda: gettext("Put customers into their groups")
        )
        every(jobs.FILL_ALL, jobs.HOUR)
        every(ASSIGN_GROUPS, jobs.DAY)
