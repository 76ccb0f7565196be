"""Registration of the room."""

from django.apps import AppConfig

from rapport.ui.api import register_search


class SearchConfig(AppConfig):
    """The room `desk.search`."""

    name = "rapport.desk.search"
    label = "desk_search"

    def ready(self) -> None:
        """Put the search box into the bar of every page, and finding into the API."""
        from rapport.desk.search.http.rest import router
        from rapport.kernel.rest import api as rest

        rest.register("/search", lambda: router, tag="Search")
        register_search("search", "search_quick")
