"""Registration of the room."""

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    """The room `kernel.tenancy`."""

    name = "rapport.kernel.tenancy"
    label = "tenancy"
