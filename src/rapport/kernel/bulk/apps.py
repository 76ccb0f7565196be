"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext


class BulkConfig(AppConfig):
    """The room `kernel.bulk`."""

    name = "rapport.kernel.bulk"
    label = "bulk"

    def ready(self) -> None:
        """Name the work in the background, and how its end is told."""
        from rapport.kernel.bulk import jobs, operations
        from rapport.kernel.bulk.plugs import register_notices
        from rapport.kernel.jobs.api import register_job

        register_job(operations.JOB, jobs.run, title=lambda: gettext("Change many records"))
        register_job(operations.UNDO_JOB, jobs.undo, title=lambda: gettext("Take back a change of many"))
        register_notices()
