"""Registration of the room."""

from uuid import UUID

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from ninja import Router


def _open_router() -> Router:
    """Load the endpoints once somebody asks for an address."""
    from rapport.analytical.reporting.http.rest import reports

    return reports


def _draw_home(request: HttpRequest, subject: UUID | None) -> str:
    """Load what draws figures once somebody sees any."""
    from rapport.analytical.reporting.http.homes import draw_home

    return draw_home(request, subject)


class ReportingConfig(AppConfig):
    """The room `analytical.reporting`."""

    name = "rapport.analytical.reporting"
    label = "reporting"

    def ready(self) -> None:
        """Bring the kind roles speak of, the endpoints, the places in the navigation."""
        from rapport.analytical.reporting.contracts.sources import SOURCES
        from rapport.analytical.reporting.plugs import (
            declare_home,
            declare_outside,
            place_views,
            register_notices,
        )
        from rapport.analytical.warehouse.api import register_asked
        from rapport.kernel.identity.api import Kind, register_kind
        from rapport.kernel.rest.api import register
        from rapport.ui.api import NavItem, PageCard, may, register_card, register_nav

        register_kind(Kind("report", _("Reports")))
        register("/reports", _open_router, tag="Reports", kind="report")
        register_nav(
            NavItem(
                "dashboards",
                _("Dashboards"),
                "layout-dashboard",
                "dashboards",
                section="insight",
                order=5,
                allowed=may("view", "report"),
                under=("/dashboards", "/ask", "/metrics", "/reports", "/alerts", "/comments", "/embeds"),
            )
        )
        register_asked(table for source in SOURCES.values() for table in source.tables)
        register_notices()
        declare_outside()
        declare_home()
        place_views()
        register_card(
            PageCard(
                "home",
                "figures",
                _("My dashboard"),
                _draw_home,
                column="main",
                order=2,
                icon="layout-dashboard",
                allowed=may("view", "report"),
                href=lambda _subject: "/dashboards",
                later=True,
            )
        )
        self._name_tables()
        self._register_jobs()

    def _name_tables(self) -> None:
        from rapport.kernel.audit.api import register_columns, register_tables

        register_tables(
            "report",
            {
                "report_schedule": _("Scheduled report"),
                "metric_alert": _("Alert on a metric"),
                "report_comment": _("Comment on figures"),
                "report_embed": _("Link that shows figures"),
            },
        )
        register_columns(
            {
                "about": _("What it is about"),
                "board": _("Dashboard"),
                "every": _("How often"),
                "expires_at": _("Ends"),
                "form": _("File"),
                "judged_day": _("Judged up to"),
                "limit": _("Limit"),
                "locale": _("Language"),
                "members": _("Members"),
                "metric": _("Metric"),
                "next_at": _("Next time"),
                "on_day": _("On day"),
                "outside": _("Addresses outside"),
                "owner_kind": _("Kind of owner"),
                "question": _("Question"),
                "revoked_at": _("Revoked"),
                "sense": _("How soon it speaks"),
                "side": _("Speaks of"),
                "sites": _("Sites"),
                "thread_id": _("Answer to"),
                "trouble": _("Why it cannot be judged"),
                "way": _("Compared with"),
            }
        )

    def _register_jobs(self) -> None:
        from rapport.analytical.reporting import jobs
        from rapport.kernel.jobs.api import every, register_job

        register_job(
            jobs.ROUND, jobs.run_round, title=lambda: gettext("See which reports are due"), lane="quick"
        )
        register_job(jobs.SEND, jobs.run_send, title=lambda: gettext("Send a report"), lane="quick")
        register_job(jobs.WATCH, jobs.run_watch, title=lambda: gettext("Look at watched metrics"))
        every(jobs.ROUND, jobs.OFTEN)
        every(jobs.WATCH, jobs.WATCHED)
