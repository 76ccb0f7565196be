"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BackgroundConfig(AppConfig):
    """The room `desk.background`."""

    name = "rapport.desk.background"
    label = "background"

    def ready(self) -> None:
        """Bring the entry of the navigation; everybody sees at least their own jobs."""
        from rapport.ui.api import NavItem, register_nav

        register_nav(
            NavItem(
                *("background", _("Background work"), "loader", "background"),
                section="settings",
                order=40,
                about=_("What Rapport does by itself, and what of it went wrong."),
            )
        )
