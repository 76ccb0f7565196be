"""What contacts cost: calls, visits and messages, counted from everybody's timelines."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rapport.analytical.value.contracts.costs import CostKind
from rapport.customers.timeline.api import TouchSort, load_touch_counts

SORTS = (
    TouchSort("call", "call"),
    TouchSort("meeting", "meeting"),
    TouchSort("visit", "visit"),
    TouchSort("letter", "letter"),
    TouchSort("received", "message.received"),
    TouchSort("email", "message.sent", "email"),
    TouchSort("sms", "message.sent", "sms"),
    TouchSort("message", "message.sent"),
)
"""Which lines of a timeline are which kind of service; of two that fit, the one that names the channel."""


class TouchCosts:
    """The `CostSource` of what stands on timelines, whichever channel carried it."""

    kinds: Sequence[CostKind] = (
        CostKind("call", _("A call"), "4.00", _("The time of who speaks, in money.")),
        CostKind("meeting", _("A meeting"), "40.00"),
        CostKind("visit", _("A visit"), "80.00", _("Time and travel.")),
        CostKind("letter", _("A letter"), "1.50"),
        CostKind("received", _("A message received"), "1.50", _("The time to read it and to act, in money.")),
        CostKind("email", _("An e-mail sent"), "0.01"),
        CostKind("sms", _("An SMS sent"), "0.08"),
        CostKind("message", _("Any other message sent"), "0.05"),
    )

    def load_costs(
        self, table: str, *, currency: str, zone: str, party_ids: Sequence[UUID] | None = None
    ) -> None:
        """Insert how often each kind of contact was had; only settings know what once of it costs."""
        load_touch_counts(table, SORTS, zone=zone, party_ids=party_ids)
