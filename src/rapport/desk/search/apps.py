"""Registration of the room."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The room `desk.search`."""

    name = "rapport.desk.search"
    label = "desk_search"

    def ready(self) -> None:
        """Have records found in the palette of every page, and by the API."""
        from rapport.desk.search.http.find import list_opened
        from rapport.desk.search.http.rest import router
        from rapport.kernel.rest import api as rest
        from rapport.ui.api import register_recent, register_search

        rest.register("/search", lambda: router, tag="Search")
        register_search("search", "search_quick")
        register_recent(list_opened)
