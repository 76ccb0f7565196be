"""Addresses of the room."""

from django.urls import path

from rapport.analytical.warehouse.http import reckoning, tools, views
from rapport.kernel.identity.api import needs

urlpatterns = [
    path("marts", needs("view", "mart")(views.show_dictionary), name="marts"),
    path("marts/tools", needs("view", "mart")(tools.show_tools), name="marts-tools"),
    path("marts/reckoning", needs("view", "mart")(reckoning.show_reckoning), name="marts-reckoning"),
]
