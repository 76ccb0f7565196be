"""Registration of the room."""

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from rapport.collaborative.delivery.api import AccountScreen
    from rapport.collaborative.delivery.contracts import Adapter


class ChatConfig(AppConfig):
    """The room `collaborative.chat`."""

    name = "rapport.collaborative.chat"
    label = "chat"

    def ready(self) -> None:
        """Bring the channel; say what is kept about people."""
        from rapport.collaborative.chat.contracts import CHANNEL
        from rapport.collaborative.chat.operations.blocking import block_visitor
        from rapport.collaborative.chat.operations.hearing import hear
        from rapport.collaborative.chat.operations.signs import presence_of
        from rapport.collaborative.chat.operations.telling import tell_writing
        from rapport.collaborative.chat.rules.reading import MOST_FILE, MOST_TEXT
        from rapport.collaborative.chat.rules.settings import check_settings
        from rapport.collaborative.delivery.api import register_channel, register_screen
        from rapport.collaborative.delivery.contracts import Channel, Limits

        register_channel(
            Channel(
                name=CHANNEL,
                label=_("Web chat"),
                icon="message-circle",
                point="",
                capabilities=("send", "receive", "reports", "files", "live"),
                limits=Limits(text=MOST_TEXT, size=MOST_FILE),
                make=_make,
                normal=_normal,
                check=check_settings,
                refer=lambda _token, _address: "",
                hear=hear,
                presence=presence_of,
                show_writing=tell_writing,
                block=block_visitor,
            )
        )
        register_screen(CHANNEL, _screen)
        self._name_personal()

    def _name_personal(self) -> None:
        from rapport.customers.party.api import MergeParticipant, register_participant, register_personal
        from rapport.customers.party.contracts import PersonalTable

        register_participant(MergeParticipant("chat_visitor"))
        register_personal(
            PersonalTable(table="chat_visitor", ending="delete", withheld=("digest",)),
            PersonalTable(
                table="chat_line",
                column="visitor_id",
                through="chat_visitor",
                ending="delete",
                given=False,
            ),
            PersonalTable(
                table="chat_sign",
                column="visitor_id",
                through="chat_visitor",
                ending="delete",
                given=False,
            ),
        )


def _make() -> "Adapter":
    from rapport.collaborative.chat.transports.chat import ChatAdapter

    return ChatAdapter()


def _normal(text: str) -> str:
    from rapport.collaborative.chat.rules.settings import normal_address

    return normal_address(text)


def _screen() -> "AccountScreen":
    from rapport.collaborative.chat.http.forms import SCREEN

    return SCREEN
