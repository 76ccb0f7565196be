"""Registration of the room."""

from django.apps import AppConfig


class DoorsConfig(AppConfig):
    """The room `kernel.doors`, whose refusals are translated."""

    name = "rapport.kernel.doors"
    label = "doors"
