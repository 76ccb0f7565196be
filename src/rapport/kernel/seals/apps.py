"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext


class SealsConfig(AppConfig):
    """The room `kernel.seals`."""

    name = "rapport.kernel.seals"
    label = "seals"

    def ready(self) -> None:
        """Seal each business's history every five minutes."""
        from rapport.kernel.jobs.api import every, register_job
        from rapport.kernel.seals import jobs

        register_job(jobs.SEAL, jobs.run_seal, title=lambda: gettext("Seal the history"), lane="quick")
        every(jobs.SEAL, jobs.SECONDS)
