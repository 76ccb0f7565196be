"""Addresses of the room."""

from django.urls import path

from rapport.desk.home.http import home
from rapport.kernel.identity.api import member_only

urlpatterns = [
    path("", member_only(home.show_home), name="home"),
    path("home/cards/<slug:name>", member_only(home.show_card)),
]
