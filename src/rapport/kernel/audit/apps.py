"""Registration of the room."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The room `kernel.audit`."""

    name = "rapport.kernel.audit"
    label = "audit"
