"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext as _


class BlobsConfig(AppConfig):
    """The room `kernel.blobs`."""

    name = "rapport.kernel.blobs"
    label = "blobs"

    def ready(self) -> None:
        """Have what transactions left on disk swept away each day."""
        from rapport.kernel.blobs.jobs import sweep
        from rapport.kernel.jobs.api import every, register_job

        register_job("blobs.sweep", sweep, title=lambda: _("Sweep the files"), lane="quick")
        every("blobs.sweep", 86_400)
