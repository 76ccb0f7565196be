"""Registration of the room."""

from django.apps import AppConfig


class MoneyConfig(AppConfig):
    """The room `kernel.money`."""

    name = "rapport.kernel.money"
    label = "money"
