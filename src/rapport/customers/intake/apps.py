"""Registration of the room."""

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from ninja import Router


class IntakeConfig(AppConfig):
    """Intake: import and export."""

    name = "rapport.customers.intake"
    label = "intake"

    def ready(self) -> None:
        """Register the room's own kind and its background work."""
        from rapport.customers.intake import jobs
        from rapport.customers.intake.contracts import register_exporter, register_kind
        from rapport.customers.intake.http.labels import may_see_imports
        from rapport.customers.intake.http.lists import IMPORTS
        from rapport.customers.intake.plugs import register_notices
        from rapport.kernel.jobs.api import every, register_job
        from rapport.kernel.rest import api as rest
        from rapport.ui.api import Command, NavItem, may, register_command, register_nav
        from rapport.ui.api.records import register_records

        self._name_tables()
        register_records("import", lambda: IMPORTS)

        register_kind("customers", "rapport.customers.intake.operations.people.kind:KIND")
        register_exporter("customers", "rapport.customers.intake.operations.exporting:CUSTOMERS")
        register_job("import.run", jobs.run, title=lambda: gettext("Import"))
        register_job(
            jobs.SWEEP, jobs.sweep, title=lambda: gettext("Remove old files of imports"), lane="quick"
        )
        every(jobs.SWEEP, jobs.DAY)
        register_nav(
            NavItem(
                "imports",
                _("Imports"),
                "upload",
                "imports",
                section="data",
                order=80,
                key="i",
                allowed=may_see_imports,
            )
        )
        register_command(
            Command(
                "new-import",
                _("New import"),
                "import-new",
                "upload",
                "create",
                order=40,
                allowed=may("create", "import"),
            )
        )
        register_notices()
        rest.register("/imports", _router, tag="Imports", kind="import")
        rest.register("/exports", _exports, tag="Exports")

    def _name_tables(self) -> None:
        from rapport.kernel.audit.api import register_columns, register_tables

        register_tables("import", {"import": _("Import"), "import_preset": _("Kept mapping")})
        register_columns(
            {
                "cancel_asked": _("Stop asked for"),
                "error": _("Error"),
                "expected_rows": _("Rows expected"),
                "file_name": _("File"),
                "file_size": _("Size"),
                "final_counts": _("Counts"),
                "finished_at": _("Finished"),
                "layout": _("Layout of the file"),
                "mapping": _("Columns"),
                "options": _("Options"),
                "preset": _("Kept mapping"),
                "seconds": _("Seconds of work"),
                "started_at": _("Started"),
                "undo_counts": _("Counts of taking back"),
            }
        )


def _router() -> "Router":
    """Load the endpoints where they are served: they bring Arrow, which other processes do without."""
    from rapport.customers.intake.http.rest import router

    return router


def _exports() -> "Router":
    from rapport.customers.intake.http.rest_exports import router

    return router
