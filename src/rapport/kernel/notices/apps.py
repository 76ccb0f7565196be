"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """The room `kernel.notices`."""

    name = "rapport.kernel.notices"
    label = "notices"

    def ready(self) -> None:
        """Say that reading others' notices is a right, have letters sent each day, bring the endpoints."""
        from rapport.kernel.identity.api import Kind, register_kind
        from rapport.kernel.jobs.api import every, register_job
        from rapport.kernel.notices import jobs
        from rapport.kernel.notices.http.rest import router
        from rapport.kernel.rest import api as rest

        register_kind(Kind("notice", _("Notices of others"), ("view",)))
        register_job(
            jobs.ROUND, jobs.run_round, title=lambda: gettext("Send letters of notices"), lane="quick"
        )
        every(jobs.ROUND, jobs.DAY)
        rest.register("/notices", lambda: router, tag="Notices", kind="notice")
