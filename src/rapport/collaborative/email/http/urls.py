"""Addresses of the room."""

from django.urls import path

from rapport.collaborative.email.http import pages
from rapport.kernel.identity.api import needs

_see, _edit = needs("view", "channel"), needs("edit", "channel")
_ONE = "settings/channels/email/<uuid:connected_id>"

urlpatterns = [
    path("settings/channels/email/new", needs("create", "channel")(pages.add), name="email_new"),
    path(_ONE, _see(pages.show), name="email_account"),
    path(f"{_ONE}/edit", _edit(pages.change), name="email_edit"),
    path(f"{_ONE}/switch", _edit(pages.switch), name="email_switch"),
]
