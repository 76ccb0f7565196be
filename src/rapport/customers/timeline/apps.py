"""Registration of the room."""

from django.apps import AppConfig


class TimelineConfig(AppConfig):
    """The room `customers.timeline`."""

    name = "rapport.customers.timeline"
    label = "timeline"

    def ready(self) -> None:
        """Say which tables follow a merge; hang the cards."""
        from rapport.customers.party.api import MergeParticipant, register_participant  # noqa: PLC0415
        from rapport.customers.timeline.http.cards import register_cards  # noqa: PLC0415

        for participant in (*(MergeParticipant(table) for table in ("touch", "note", "task", "attachment")),):
            register_participant(participant)
        register_cards()
