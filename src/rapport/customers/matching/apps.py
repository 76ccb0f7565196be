"""Registration of the room."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """The room `customers.matching`."""

    name = "rapport.customers.matching"
    label = "matching"

    def ready(self) -> None:
        """Have arriving records meet by this room's rules."""
        from rapport.customers.matching.api import take_in_customers  # noqa: PLC0415
        from rapport.customers.party.api import register_take_in  # noqa: PLC0415

        register_take_in(take_in_customers)
