"""Registration of the room."""

from django.apps import AppConfig


class VisitorsConfig(AppConfig):
    """The room `customers.visitors`."""

    name = "rapport.customers.visitors"
    label = "visitors"

    def ready(self) -> None:
        """Hear who identified; say what merging and erasing do with the ties."""
        from rapport.bigdata.lake.api import register_trace
        from rapport.customers.party.api import MergeParticipant, register_participant, register_personal
        from rapport.customers.party.contracts import PersonalTable
        from rapport.customers.visitors import handlers
        from rapport.customers.visitors.events import VisitorLinked
        from rapport.kernel.outbox.api import subscribe

        register_participant(MergeParticipant("visitor_link", once=("visitor_id",)))
        register_personal(PersonalTable(table="visitor_link", ending="delete"))
        register_trace(VisitorLinked.name, person="customer_id", trace="visitor_id")
        subscribe(handlers.CONSUMER, handlers.FACTS, handlers.follow_visitors)
