"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class HostConfig(AppConfig):
    """The room `desk.host`."""

    name = "rapport.desk.host"
    label = "host"

    def ready(self) -> None:
        """Bring the entry of the user menu, and the round that delivers what an accident left behind."""
        from rapport.desk.host import jobs
        from rapport.desk.host.http.shell import is_host
        from rapport.kernel.jobs.api import every, register_job
        from rapport.ui.api import MenuItem, register_menu_item

        register_menu_item(MenuItem(_("Host's console"), "host", icon="server", order=40, allowed=is_host))
        register_job(jobs.DELIVER, jobs.run_deliver, title=lambda: gettext("Deliver letters"), lane="quick")
        every(jobs.DELIVER, jobs.SECONDS)
