"""Addresses of the room."""

from django.urls import path

from rapport.collaborative.mms.http import door
from rapport.kernel.identity.api import outside

urlpatterns = [
    path("mm7/<str:door>", outside(door.receive, "message centres name themselves"), name="mm7"),
]
