"""Addresses of the room."""

from django.urls import path

from rapport.desk.home.http import guide, home
from rapport.kernel.identity.api import member_only, needs

urlpatterns = [
    path("", member_only(home.show_home), name="home"),
    path("home/cards/<str:names>", member_only(home.show_cards)),
    path("first-steps", member_only(guide.show_steps), name="first_steps"),
    path("first-steps/sample.csv", member_only(guide.send_sample), name="first_steps_sample"),
    path("first-steps/sample", needs("create", "import")(guide.try_sample), name="first_steps_try"),
    path("first-steps/away", member_only(guide.put_away), name="first_steps_away"),
    path("first-steps/back", member_only(guide.bring_back), name="first_steps_back"),
]
