"""Registration of the room."""

from django.apps import AppConfig


class RecentsConfig(AppConfig):
    """The room `kernel.recents`."""

    name = "rapport.kernel.recents"
    label = "recents"
