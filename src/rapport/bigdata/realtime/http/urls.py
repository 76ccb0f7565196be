"""Addresses of the room."""

from django.urls import path

from rapport.bigdata.realtime.http import pages, triggers
from rapport.kernel.identity.api import needs

_see, _edit = needs("view", "trigger"), needs("edit", "trigger")
_ONE = "settings/triggers/<uuid:trigger_id>"

urlpatterns = [
    path("now", needs("view", "realtime")(pages.show_now), name="now"),
    path("now/part", needs("view", "realtime")(pages.show_part), name="now_part"),
    path("settings/triggers", _see(triggers.show_triggers), name="triggers"),
    path("settings/triggers/new", needs("create", "trigger")(triggers.add_trigger), name="trigger_new"),
    path(_ONE, _see(triggers.show_trigger), name="trigger"),
    path(f"{_ONE}/edit", _edit(triggers.edit_trigger), name="trigger_edit"),
    path(f"{_ONE}/switch", _edit(triggers.switch), name="trigger_switch"),
    path(f"{_ONE}/remove", needs("delete", "trigger")(triggers.remove), name="trigger_remove"),
]
