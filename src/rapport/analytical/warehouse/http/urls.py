"""Addresses of the room."""

from django.urls import path

from rapport.analytical.warehouse.http import reckoning, views
from rapport.kernel.identity.api import needs

urlpatterns = [
    path("marts", needs("view", "mart")(views.show_dictionary), name="marts"),
    path("marts/reckoning", needs("view", "mart")(reckoning.show_reckoning), name="marts-reckoning"),
]
