"""Addresses of the room."""

from django.urls import path

from rapport.customers.accounts.http import lists, pages, urgent
from rapport.kernel.identity.api import needs

see, name, work = needs("view", "account"), needs("create", "account"), needs("edit", "account")

urlpatterns = [
    path("accounts", see(lists.show_accounts), name="accounts"),
    path("accounts/<uuid:account_id>", work(pages.change_account), name="account_change"),
    path("accounts/<uuid:account_id>/level", work(pages.put_back), name="account_level"),
    path("accounts/<uuid:account_id>/end", work(pages.end_account), name="account_end"),
    path("accounts/<uuid:account_id>/team", work(pages.add_mate), name="account_mate"),
    path(
        "accounts/<uuid:account_id>/team/<uuid:member_id>/remove", work(pages.drop_mate), name="account_drop"
    ),
    path("accounts/<uuid:account_id>/needs", work(urgent.raise_need), name="need_raise"),
    path("needs", see(urgent.show_needs), name="needs"),
    path("needs/<uuid:need_id>", see(urgent.show_need), name="need"),
    path("needs/<uuid:need_id>/acknowledge", work(urgent.acknowledge), name="need_acknowledge"),
    path("needs/<uuid:need_id>/resolve", work(urgent.resolve), name="need_resolve"),
    path("customers/<uuid:party_id>/account", name(pages.name_account), name="account_name"),
    path(
        "customers/<uuid:party_id>/group", needs("view", "customer")(pages.show_group), name="customer_group"
    ),
]
