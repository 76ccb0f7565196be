"""Addresses of the room."""

from django.urls import path

from rapport.kernel.identity.api import needs, outside
from rapport.operational.shops.http import door, pages

_view, _edit, _create = (
    needs("view", "connection"),
    needs("edit", "connection"),
    needs("create", "connection"),
)

urlpatterns = [
    path(
        "hooks/shops/<uuid:tenant_id>/<uuid:connection_id>",
        outside(door.receive_report, why="A shop's signature over the raw body is checked."),
        name="shop-door",
    ),
    path("settings/shops", _view(pages.show_shops), name="shops"),
    path("settings/shops/new", _create(pages.connect_shop), name="shop-connect"),
    path("settings/shops/<uuid:connection_id>", _edit(pages.show_shop), name="shop"),
    path("settings/shops/<uuid:connection_id>/end", _edit(pages.disconnect_shop), name="shop-end"),
    path(
        "settings/shops/<uuid:connection_id>/reports/<uuid:delivery_id>/repeat",
        _edit(pages.repeat_delivery),
        name="shop-repeat",
    ),
]
