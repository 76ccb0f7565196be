"""Addresses of background work, each with who may reach it."""

from django.urls import path

from rapport.desk.background.http import pages
from rapport.kernel.identity.api import member_only, needs

urlpatterns = [
    path("background", member_only(pages.show_all), name="background"),
    path("background/part", member_only(pages.show_part), name="background_part"),
    path("background/parked", needs("edit", "job")(pages.send_parked_again), name="background_parked"),
    path("background/<uuid:job_id>/cancel", member_only(pages.cancel), name="background_cancel"),
]
