"""Addresses of the room."""

from django.urls import path

from rapport.desk.customer.http import history, page
from rapport.kernel.identity.api import needs

see = needs("view", "customer")

urlpatterns = [
    path("customers/<uuid:party_id>", see(page.show_customer), name="customer"),
    path("customers/<uuid:party_id>/head", see(page.show_head), name="customer_head"),
    path("customers/<uuid:party_id>/cards/<str:names>", see(page.show_cards)),
    path("customers/<uuid:party_id>/history", see(history.show_history), name="customer_history"),
]
