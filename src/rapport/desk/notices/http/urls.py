"""Addresses of the room."""

from django.urls import path

from rapport.desk.notices.http import pages
from rapport.kernel.identity.api import member_only

urlpatterns = [
    path("notices", member_only(pages.show_all), name="notices"),
    path("notices/bell", member_only(pages.show_bell), name="notices_bell"),
    path("notices/read", member_only(pages.read_all), name="notices_read"),
    path("notices/unread", member_only(pages.unread), name="notices_unread"),
    path("notices/<uuid:notice_id>", member_only(pages.open_one), name="notice"),
]
