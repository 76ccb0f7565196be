"""Addresses of the room."""

from django.urls import path

from rapport.analytical.value.http import buyers, views
from rapport.kernel.identity.api import needs

urlpatterns = [
    path("worth", needs("view", "worth")(views.show_worth), name="worth"),
    path("worth/customers", needs("view", "worth")(buyers.show_buyers), name="worth_customers"),
]
