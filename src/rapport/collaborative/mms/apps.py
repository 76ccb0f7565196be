"""Registration of the room."""

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from rapport.collaborative.delivery.api import AccountScreen
    from rapport.collaborative.delivery.contracts import Adapter


class MmsConfig(AppConfig):
    """The room `collaborative.mms`."""

    name = "rapport.collaborative.mms"
    label = "mms"

    def ready(self) -> None:
        """Bring the channel."""
        from rapport.collaborative.delivery.api import register_channel, register_screen
        from rapport.collaborative.delivery.contracts import Channel, Limits
        from rapport.collaborative.mms.rules.settings import check_settings
        from rapport.collaborative.mobile.api import hear, normal_number

        register_channel(
            Channel(
                name="mms",
                label=_("MMS"),
                icon="image",
                point="phone",
                capabilities=("send", "receive", "reports", "subject", "files"),
                limits=Limits(text=5000, size=10_000_000, kinds=("image/", "audio/", "video/")),
                make=_make,
                normal=normal_number,
                check=check_settings,
                refer=lambda _token, _address: "",
                hear=hear,
            )
        )
        register_screen("mms", _screen)


def _make() -> "Adapter":
    from rapport.collaborative.mms.transports.mms import MmsAdapter

    return MmsAdapter()


def _screen() -> "AccountScreen":
    from rapport.collaborative.mms.http.forms import SCREEN

    return SCREEN
