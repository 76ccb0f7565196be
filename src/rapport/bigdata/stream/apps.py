"""Registration of the room."""

from django.apps import AppConfig


class StreamConfig(AppConfig):
    """The room `bigdata.stream`."""

    name = "rapport.bigdata.stream"
    label = "stream"

    def ready(self) -> None:
        """Bring /parked-facts to the API; hold facts the lake does not have."""
        from rapport.bigdata.stream.http.rest import router
        from rapport.bigdata.stream.operations.gathering import holds_facts
        from rapport.kernel.outbox.api import register_holder
        from rapport.kernel.rest.api import register

        register("/parked-facts", lambda: router, tag="Parked facts", kind="job")
        register_holder("lake", holds_facts)
