"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """The room `kernel.jobs`."""

    name = "rapport.kernel.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Bring the kind roles speak of, /jobs to the API, and the ticket's task to the engine."""
        from rapport.kernel.identity.api import Kind, register_kind
        from rapport.kernel.jobs.engine import add_ticket_tasks
        from rapport.kernel.jobs.http.rest import router
        from rapport.kernel.jobs.runner import run_next
        from rapport.kernel.rest.api import register

        register_kind(Kind("job", _("Background work"), ("view", "edit")))
        add_ticket_tasks(run_next)
        register("/jobs", lambda: router, tag="Jobs", kind="job")
