"""Registration of the room."""

from django.apps import AppConfig


class ValueConfig(AppConfig):
    """The room `analytical.value`."""

    name = "rapport.analytical.value"
    label = "value"
