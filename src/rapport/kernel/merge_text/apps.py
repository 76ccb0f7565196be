"""Registration of the room."""

from django.apps import AppConfig


class MergeTextConfig(AppConfig):
    """The room `kernel.merge_text`, whose refusals are translated."""

    name = "rapport.kernel.merge_text"
    label = "merge_text"
