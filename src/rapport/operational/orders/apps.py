"""Registration of the room."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """The room `operational.orders`."""

    name = "rapport.operational.orders"
    label = "orders"
