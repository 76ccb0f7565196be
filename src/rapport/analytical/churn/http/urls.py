"""Addresses of the room."""

from django.urls import path

from rapport.analytical.churn.http import list as leaving
from rapport.analytical.churn.http import page
from rapport.kernel.identity.api import needs

urlpatterns = [
    path("churn", needs("view", "worth")(page.show_churn), name="churn"),
    path("churn/customers", needs("view", "worth")(leaving.show_leaving), name="churn_customers"),
]
