"""Registration of the room."""

from django.apps import AppConfig


class CustomerConfig(AppConfig):
    """The room `desk.customer`."""

    name = "rapport.desk.customer"
    label = "customer"

    def ready(self) -> None:
        """Hang the desk's own cards."""
        from rapport.desk.customer.http import cards, words

        cards.register_cards()
        words.register_touches()
