"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ViewsConfig(AppConfig):
    """The room `kernel.views`."""

    name = "rapport.kernel.views"
    label = "views"

    def ready(self) -> None:
        """Say that sharing views with everybody is a right of its own, and that their history is read."""
        from rapport.kernel.audit.api import register_columns, register_tables
        from rapport.kernel.identity.api import Kind, register_kind

        register_kind(Kind("view", _("Views for everybody"), ("create", "edit")))
        register_tables("view", {"view": _("Views")})
        register_columns(
            {
                "query": _("Address of the list"),
                "shared": _("Shared with"),
            }
        )
