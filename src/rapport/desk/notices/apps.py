"""Registration of the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesDeskConfig(AppConfig):
    """The room `desk.notices`."""

    name = "rapport.desk.notices"
    label = "desk_notices"

    def ready(self) -> None:
        """Hang the bell into the bar of every page, and offer the page in the palette."""
        from rapport.desk.notices.http.pages import draw_bell
        from rapport.kernel.identity.api import find_actor_of
        from rapport.ui.api import Command, register_bar, register_command

        register_bar(draw_bell)
        register_command(
            Command(
                *("notices", _("Notices"), "notices", "bell"),
                words="notifications unread 消息",
                order=400,
                allowed=lambda request: find_actor_of(request) is not None,
            )
        )
