"""Addresses of the room."""

from django.urls import path

from rapport.customers.visitors.http import card
from rapport.kernel.identity.api import needs

urlpatterns = [
    path(
        "customers/<uuid:party_id>/site",
        needs("view", "customer")(card.show_browsing),
        name="customer_site",
    ),
]
