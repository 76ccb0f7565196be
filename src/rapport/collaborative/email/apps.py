"""Registration of the room."""

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from rapport.collaborative.delivery.api import AccountScreen
    from rapport.collaborative.delivery.contracts import Adapter


class EmailConfig(AppConfig):
    """The room `collaborative.email`."""

    name = "rapport.collaborative.email"
    label = "email"

    def ready(self) -> None:
        """Bring the channel."""
        from rapport.collaborative.delivery.api import register_channel, register_screen
        from rapport.collaborative.delivery.contracts import Channel, Limits
        from rapport.collaborative.email.rules.composing import refer
        from rapport.collaborative.email.rules.settings import check_settings
        from rapport.customers.party.api import normalise

        register_channel(
            Channel(
                name="email",
                label=_("E-mail"),
                icon="mail",
                point="email",
                capabilities=("send", "receive", "reports", "references", "subject", "files", "one-click"),
                limits=Limits(text=500_000, size=25_000_000),
                make=_make,
                normal=lambda text: normalise("email", text),
                check=check_settings,
                refer=refer,
            )
        )
        register_screen("email", _screen)


def _make() -> "Adapter":
    from rapport.collaborative.email.transports.email import EmailAdapter

    return EmailAdapter()


def _screen() -> "AccountScreen":
    from rapport.collaborative.email.http.forms import SCREEN

    return SCREEN
