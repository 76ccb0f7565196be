"""Registration of the room."""

from django.apps import AppConfig

from rapport.ui.api import register_search


class SearchConfig(AppConfig):
    """The room `desk.search`."""

    name = "rapport.desk.search"
    label = "desk_search"

    def ready(self) -> None:
        """Put the search box into the bar of every page."""
        register_search("search", "search_quick")
