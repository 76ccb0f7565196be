"""Registration of the room."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """The room `customers.quality`."""

    name = "rapport.customers.quality"
    label = "quality"
