"""Addresses of the room."""

from django.urls import path

from rapport.customers.consent.http import card
from rapport.kernel.identity.api import needs

see, change = needs("view", "customer"), needs("edit", "customer")

urlpatterns = [
    path("customers/<uuid:party_id>/may-we", see(card.show_card), name="customer_may_we"),
    path("customers/<uuid:party_id>/consents/new", change(card.record), name="consent_new"),
    path("customers/<uuid:party_id>/consents/turn", change(card.turn), name="consent_turn"),
    path("customers/<uuid:party_id>/wishes", change(card.edit_wishes), name="customer_wishes"),
    path("customers/<uuid:party_id>/consents", see(card.show_ledger), name="customer_consents"),
]
