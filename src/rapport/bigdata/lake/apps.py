"""Registration of the room."""

from django.apps import AppConfig


class LakeConfig(AppConfig):
    """The room `bigdata.lake`."""

    name = "rapport.bigdata.lake"
    label = "lake"

    def ready(self) -> None:
        """Say which facts are kept for a while only: what others sent us raw. What the lake parked stays."""
        from rapport.bigdata.lake.contracts import READER
        from rapport.bigdata.lake.operations.registry import register_passing
        from rapport.kernel.outbox.api import register_only_copy
        from rapport.kernel.webhooks.events import WebhookReceived

        register_passing([WebhookReceived.name])
        register_only_copy(READER.name)
