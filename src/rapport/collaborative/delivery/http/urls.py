"""Addresses of the room."""

from django.urls import path

from rapport.collaborative.delivery.http import accounts, connecting, leaving, pages
from rapport.kernel.identity.api import needs, public

_see = needs("view", "conversation")
_PLACE = "settings/channels/<slug:channel>/<uuid:connected_id>"
_ONE = "conversations/<uuid:conversation_id>"

urlpatterns = [
    path(
        "leave/<str:token>",
        public(leaving.show_leave, why="whoever got a message says they want no more"),
        name="delivery_leave",
    ),
    path(
        "settings/channels/<slug:channel>/new",
        needs("create", "channel")(connecting.add),
        name="channel_new",
    ),
    path(_PLACE, needs("view", "channel")(connecting.show), name="channel_account"),
    path(f"{_PLACE}/edit", needs("edit", "channel")(connecting.change), name="channel_edit"),
    path(f"{_PLACE}/switch", needs("edit", "channel")(connecting.switch), name="channel_switch"),
    path("settings/channels", needs("view", "channel")(accounts.show_accounts), name="channels"),
    path(f"{_ONE}/messages/<uuid:message_id>/body", _see(pages.show_body), name="message_body"),
    path(
        f"{_ONE}/messages/<uuid:message_id>/pictures/<int:position>",
        _see(pages.show_picture),
        name="message_picture",
    ),
    path(
        f"{_ONE}/messages/<uuid:message_id>/files/<int:position>", _see(pages.show_file), name="message_file"
    ),
]
