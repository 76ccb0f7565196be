"""Registration of the room."""

from django.apps import AppConfig


class LakeConfig(AppConfig):
    """The room `bigdata.lake`."""

    name = "rapport.bigdata.lake"
    label = "lake"
