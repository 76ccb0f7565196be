"""Addresses of the room."""

from django.urls import path

from rapport.customers.consent.http import card, law
from rapport.kernel.identity.api import needs

_see, _edit = needs("view", "settings"), needs("edit", "settings")
see, change = needs("view", "customer"), needs("edit", "customer")

urlpatterns = [
    path("customers/<uuid:party_id>/may-we", see(card.show_card), name="customer_may_we"),
    path("customers/<uuid:party_id>/consents/new", change(card.record), name="consent_new"),
    path("customers/<uuid:party_id>/consents/turn", change(card.turn), name="consent_turn"),
    path("customers/<uuid:party_id>/wishes", change(card.edit_wishes), name="customer_wishes"),
    path("customers/<uuid:party_id>/consents", see(card.show_ledger), name="customer_consents"),
    path("settings/confirmations", _see(law.show_rules), name="confirmations"),
    path("settings/confirmations/new", _edit(law.change_rule), name="confirmation_new"),
    path("settings/confirmations/<slug:country>", _edit(law.change_rule), name="confirmation"),
    path("settings/confirmations/<slug:country>/reset", _edit(law.reset), name="confirmation_reset"),
]
