"""Registration of the room."""

from django.apps import AppConfig


class TimelineConfig(AppConfig):
    """The room `customers.timeline`."""

    name = "rapport.customers.timeline"
    label = "timeline"
