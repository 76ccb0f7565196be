"""Registration of the room."""

from django.apps import AppConfig


class PartyConfig(AppConfig):
    """The room `customers.party`."""

    name = "rapport.customers.party"
    label = "party"
