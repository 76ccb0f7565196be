"""Registration of the room."""

from django.apps import AppConfig


class CustomerConfig(AppConfig):
    """The room `desk.customer`."""

    name = "rapport.desk.customer"
    label = "customer"

    def ready(self) -> None:
        """Hang the desk's own cards; tell open pages what changed."""
        from rapport.desk.customer import handlers
        from rapport.desk.customer.http import cards, words
        from rapport.kernel.outbox.api import subscribe

        cards.register_cards()
        words.register_touches()
        subscribe(handlers.CONSUMER, tuple(handlers.TOUCHED), handlers.tell_pages)
