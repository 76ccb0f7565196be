"""Addresses of the room."""

from django.urls import path

from rapport.analytical.value.http import ahead, buyers, views
from rapport.kernel.identity.api import needs

urlpatterns = [
    path("worth", needs("view", "worth")(views.show_worth), name="worth"),
    path("worth/customers", needs("view", "worth")(buyers.show_buyers), name="worth_customers"),
    path("worth/ahead", needs("view", "worth")(ahead.show_ahead), name="worth_ahead"),
]
