"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class BlobsConfig(AppConfig):
    """The room `kernel.blobs`."""

    name = "rapport.kernel.blobs"
    label = "blobs"

    def ready(self) -> None:
        """Have what transactions left on disk swept away each day."""
        from rapport.kernel.blobs.jobs import sweep
        from rapport.kernel.jobs.api import every, register_job

        self._name_tables()
        register_job("blobs.sweep", sweep, title=lambda: _("Sweep the files"), lane="quick")
        every("blobs.sweep", 86_400)

    def _name_tables(self) -> None:
        from rapport.kernel.audit.api import register_columns, register_tables

        register_tables("file", {"blob": gettext_lazy("Content of a file")})
        register_columns(
            {
                "created_by_id": gettext_lazy("Created by"),
            }
        )
