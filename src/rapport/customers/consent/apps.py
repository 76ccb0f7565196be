"""Registration of the room."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    """The room `customers.consent`."""

    name = "rapport.customers.consent"
    label = "consent"
