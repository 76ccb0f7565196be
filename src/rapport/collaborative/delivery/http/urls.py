"""Addresses of the room."""

from django.urls import path

from rapport.collaborative.delivery.http import accounts, leaving, lists, pages
from rapport.kernel.identity.api import needs, public

_see, _edit = needs("view", "conversation"), needs("edit", "conversation")
_ONE = "conversations/<uuid:conversation_id>"

urlpatterns = [
    path(
        "leave/<str:token>",
        public(leaving.show_leave, why="whoever got a message says they want no more"),
        name="delivery_leave",
    ),
    path("settings/channels", needs("view", "channel")(accounts.show_accounts), name="channels"),
    path("conversations", _see(lists.show_conversations), name="conversations"),
    path(_ONE, _see(pages.show_conversation), name="conversation"),
    path(f"{_ONE}/answer", _edit(pages.answer), name="conversation_answer"),
    path(f"{_ONE}/messages/<uuid:message_id>/body", _see(pages.show_body), name="message_body"),
    path(
        f"{_ONE}/messages/<uuid:message_id>/files/<int:position>", _see(pages.show_file), name="message_file"
    ),
]
