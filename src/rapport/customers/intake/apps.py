"""Registration of the room."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Intake: import and export."""

    name = "rapport.customers.intake"
    label = "intake"

    def ready(self) -> None:
        """Register the room's own kind and its background work."""
        from django.utils.translation import gettext as _  # noqa: PLC0415

        from rapport.customers.intake import jobs  # noqa: PLC0415 - needs models
        from rapport.customers.intake.contracts.registry import register_kind  # noqa: PLC0415
        from rapport.kernel.jobs.api import register_job  # noqa: PLC0415

        register_kind("customers", "rapport.customers.intake.operations.people.kind:KIND")
        register_job("import.run", jobs.run, title=lambda: _("Import"))
