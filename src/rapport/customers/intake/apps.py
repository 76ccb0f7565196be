"""Registration of the room."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Intake: import and export."""

    name = "rapport.customers.intake"
    label = "intake"

    def ready(self) -> None:
        """Register the room's own kind."""
        from rapport.customers.intake.contracts.registry import register_kind  # noqa: PLC0415 - needs models

        register_kind("customers", "rapport.customers.intake.operations.people.kind:KIND")
