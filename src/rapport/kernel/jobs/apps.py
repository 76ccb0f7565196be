"""Registration of the room."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The room `kernel.jobs`."""

    name = "rapport.kernel.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Bring /jobs to the API and the ticket's task to the engine."""
        from rapport.kernel.jobs.engine import add_ticket_tasks  # noqa: PLC0415 - models must be loaded first
        from rapport.kernel.jobs.http.rest import router  # noqa: PLC0415
        from rapport.kernel.jobs.runner import run_next  # noqa: PLC0415
        from rapport.kernel.rest.api import register  # noqa: PLC0415

        add_ticket_tasks(run_next)
        register("/jobs", lambda: router, tag="Jobs")
