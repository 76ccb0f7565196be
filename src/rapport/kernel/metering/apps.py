"""Registration of the room."""

from django.apps import AppConfig


class MeteringConfig(AppConfig):
    """The room `kernel.metering`."""

    name = "rapport.kernel.metering"
    label = "metering"
