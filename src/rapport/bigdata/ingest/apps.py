"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class IngestConfig(AppConfig):
    """The room `bigdata.ingest`."""

    name = "rapport.bigdata.ingest"
    label = "ingest"

    def ready(self) -> None:
        """Name the kind of right, the meter and the table; bring endpoints, pages, and the sweep."""
        from rapport.bigdata.ingest import jobs
        from rapport.bigdata.ingest.http.pages import may_see
        from rapport.bigdata.ingest.http.rest import router
        from rapport.bigdata.ingest.http.rest_files import router as files
        from rapport.bigdata.ingest.operations.taking import METER
        from rapport.kernel.audit.api import register_columns, register_tables
        from rapport.kernel.identity.api import Kind, register_kind
        from rapport.kernel.jobs.api import every, register_job
        from rapport.kernel.metering.api import Meter, register_meter
        from rapport.kernel.rest.api import register
        from rapport.ui.api import NavItem, register_nav

        register_kind(Kind("source", _("Event sources")))
        register_tables("source", {"event_source": _("Event source")})
        register_columns(
            {
                "hint": _("First characters of the key"),
                "origins": _("Sites"),
                "per_minute": _("Events a minute"),
            }
        )
        register_meter(Meter(METER, _("Events")))
        register_job(
            jobs.SWEEP, jobs.run_sweep, title=lambda: gettext("Forget old rejected events"), lane="quick"
        )
        every(jobs.SWEEP, jobs.DAY)
        register_job(jobs.DROPS, jobs.run_drops, title=lambda: gettext("Take files of events"))
        every(jobs.DROPS, jobs.SECONDS)
        router.add_router("/{uuid:source_id}/files", files)
        register("/event-sources", lambda: router, tag="Event sources", kind="source")
        register_nav(
            NavItem(
                "sources",
                _("Event sources"),
                "radio-tower",
                "sources",
                section="settings",
                order=42,
                allowed=may_see,
                about=_("Where you are told from what visitors do: pages, servers, files."),
            )
        )
