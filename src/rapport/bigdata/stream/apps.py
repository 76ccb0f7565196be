"""Registration of the room."""

from django.apps import AppConfig


class StreamConfig(AppConfig):
    """The room `bigdata.stream`."""

    name = "rapport.bigdata.stream"
    label = "stream"
