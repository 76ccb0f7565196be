"""Registration of the room."""

from django.apps import AppConfig


class ValueConfig(AppConfig):
    """The room `analytical.value`."""

    name = "rapport.analytical.value"
    label = "value"

    def ready(self) -> None:
        """Bring the room's endpoints."""
        from rapport.analytical.value.http.rest import router  # noqa: PLC0415 - models must be loaded first
        from rapport.kernel.rest import api as rest  # noqa: PLC0415

        rest.register("/worth", lambda: router, tag="Worth")
