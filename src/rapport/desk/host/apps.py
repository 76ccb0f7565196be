"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HostConfig(AppConfig):
    """The room `desk.host`."""

    name = "rapport.desk.host"
    label = "host"

    def ready(self) -> None:
        """Bring the entry of the user menu."""
        from rapport.desk.host.http.shell import is_host  # noqa: PLC0415 - models come first
        from rapport.ui.api import MenuItem, register_menu_item  # noqa: PLC0415

        register_menu_item(MenuItem(_("Host's console"), "host", icon="server", order=40, allowed=is_host))
