"""Addresses of the room."""

from django.urls import path

from rapport.collaborative.chat.http import trying
from rapport.kernel.identity.api import needs

urlpatterns = [
    path(
        "settings/channels/chat/<uuid:widget_id>/try",
        needs("view", "channel")(trying.show_page),
        name="chat_try",
    ),
]
