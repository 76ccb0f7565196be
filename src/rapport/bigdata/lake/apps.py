"""Registration of the room."""

from django.apps import AppConfig


class LakeConfig(AppConfig):
    """The room `bigdata.lake`."""

    name = "rapport.bigdata.lake"
    label = "lake"

    def ready(self) -> None:
        """Say which facts are kept for a while only: what others sent us raw, once its effect is a fact."""
        from rapport.bigdata.lake.operations.registry import register_passing
        from rapport.kernel.webhooks.events import WebhookReceived

        register_passing([WebhookReceived.name])
