"""Addresses of the room."""

from django.urls import path

from rapport.customers.quality.http import page
from rapport.kernel.identity.api import needs

urlpatterns = [path("quality", needs("view", "customer")(page.show_quality), name="quality")]
