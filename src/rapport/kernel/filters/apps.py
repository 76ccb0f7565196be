"""Registration of the room."""

from django.apps import AppConfig


class FiltersConfig(AppConfig):
    """The room `kernel.filters`."""

    name = "rapport.kernel.filters"
    label = "kernel_filters"
