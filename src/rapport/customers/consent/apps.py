"""Registration of the room."""

from django.apps import AppConfig


class ConsentConfig(AppConfig):
    """The room `customers.consent`."""

    name = "rapport.customers.consent"
    label = "consent"

    def ready(self) -> None:
        """Say which tables follow a merge."""
        from rapport.customers.party.api import MergeParticipant, register_participant  # noqa: PLC0415

        for participant in (
            MergeParticipant("consent"),
            MergeParticipant("preference", alone=True),
        ):
            register_participant(participant)
