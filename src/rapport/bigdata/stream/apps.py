"""Registration of the room."""

from django.apps import AppConfig


class StreamConfig(AppConfig):
    """The room `bigdata.stream`."""

    name = "rapport.bigdata.stream"
    label = "stream"

    def ready(self) -> None:
        """Bring /parked-facts to the API."""
        from rapport.bigdata.stream.http.rest import router
        from rapport.kernel.rest.api import register

        register("/parked-facts", lambda: router, tag="Parked facts", kind="job")
