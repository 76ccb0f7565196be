"""Registration of the room."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """The room `kernel.outbox`."""

    name = "rapport.kernel.outbox"
    label = "outbox"
