"""Registration of the room."""

from django.apps import AppConfig


class RestConfig(AppConfig):
    """The room `kernel.rest`."""

    name = "rapport.kernel.rest"
    label = "rest"

    def ready(self) -> None:
        """Bring the endpoints of the rooms below."""
        from rapport.kernel.rest.http import endpoints

        endpoints.register_all()
