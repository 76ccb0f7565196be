"""Registration of the room."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """The room `kernel.identity`."""

    name = "rapport.kernel.identity"
    label = "identity"
