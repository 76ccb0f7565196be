"""Addresses of the room."""

from django.urls import path

from rapport.analytical.churn.http import contracts, models, offer, page
from rapport.analytical.churn.http import list as leaving
from rapport.kernel.identity.api import needs

urlpatterns = [
    path("churn", needs("view", "worth")(page.show_churn), name="churn"),
    path("churn/customers", needs("view", "worth")(leaving.show_leaving), name="churn_customers"),
    path("churn/offer", needs("view", "worth")(offer.show_offer), name="churn_offer"),
    path("churn/contracts", needs("view", "worth")(contracts.show_contracts), name="churn_contracts"),
    path("churn/models", needs("view", "worth")(models.show_models), name="churn_models"),
]
