"""Registration of the room."""

from django.apps import AppConfig


class WarehouseConfig(AppConfig):
    """The room `analytical.warehouse`."""

    name = "rapport.analytical.warehouse"
    label = "warehouse"
