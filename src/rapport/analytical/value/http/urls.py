"""Addresses of the room."""

from django.urls import path

from rapport.analytical.value.http import ahead, buyers, profit, profit_list, views
from rapport.kernel.identity.api import needs

urlpatterns = [
    path("worth", needs("view", "worth")(views.show_worth), name="worth"),
    path("worth/customers", needs("view", "worth")(buyers.show_buyers), name="worth_customers"),
    path("worth/ahead", needs("view", "worth")(ahead.show_ahead), name="worth_ahead"),
    path("worth/profit", needs("view", "worth")(profit.show_profit), name="worth_profit"),
    path("worth/profit/customers", needs("view", "worth")(profit_list.show_list), name="worth_profits"),
]
