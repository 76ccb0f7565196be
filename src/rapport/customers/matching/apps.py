"""Registration of the room."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """The room `customers.matching`."""

    name = "rapport.customers.matching"
    label = "matching"
