"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SettingsConfig(AppConfig):
    """The room `kernel.settings`."""

    name = "rapport.kernel.settings"
    label = "settings"

    def ready(self) -> None:
        """Declare the business's own settings; name the table in history; bring the endpoints."""
        from rapport.kernel.audit.api import TrackedTable, register_table
        from rapport.kernel.rest import api as rest
        from rapport.kernel.settings.business import declare_business
        from rapport.kernel.settings.http.rest import get_router

        declare_business()
        register_table(TrackedTable("setting_value", _("Setting"), "settings", {"value": _("Value")}))
        rest.register("/settings", get_router, tag="Settings", kind="settings")
