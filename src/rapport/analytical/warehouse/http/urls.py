"""Addresses of the room."""

from django.urls import path

from rapport.analytical.warehouse.http import views
from rapport.kernel.identity.api import needs

urlpatterns = [path("marts", needs("view", "mart")(views.show_dictionary), name="marts")]
