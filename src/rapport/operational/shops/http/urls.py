"""Addresses of the room."""

from django.urls import path

from rapport.kernel.identity.api import needs
from rapport.operational.shops.http import pages

_edit = needs("edit", "webhook")

urlpatterns = [
    path("settings/shops", needs("view", "webhook")(pages.show_shops), name="shops"),
    path("settings/shops/new", needs("create", "webhook")(pages.connect_shop), name="shop-connect"),
    path("settings/shops/<uuid:connection_id>", _edit(pages.show_shop), name="shop"),
    path(
        "settings/shops/<uuid:connection_id>/reports/<uuid:delivery_id>/repeat",
        _edit(pages.repeat_delivery),
        name="shop-repeat",
    ),
]
