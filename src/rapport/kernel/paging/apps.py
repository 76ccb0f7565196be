"""Registration of the room."""

from django.apps import AppConfig


class PagingConfig(AppConfig):
    """The room `kernel.paging`, whose refusals are translated."""

    name = "rapport.kernel.paging"
    label = "paging"
