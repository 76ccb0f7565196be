"""Registration of the room."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The room `kernel.search`."""

    name = "rapport.kernel.search"
    label = "search"
