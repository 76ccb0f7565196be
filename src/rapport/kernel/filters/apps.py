"""Registration of the room."""

from django.apps import AppConfig


class FiltersConfig(AppConfig):
    """The room `kernel.filters`."""

    name = "rapport.kernel.filters"
    label = "kernel_filters"

    def ready(self) -> None:
        """Bring /filters to the API."""
        from rapport.kernel.filters.http.rest import router
        from rapport.kernel.rest.api import register

        register("/filters", lambda: router, tag="Filters")
