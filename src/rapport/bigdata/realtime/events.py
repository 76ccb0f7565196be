"""Facts of the room: a rule of the business was fulfilled by what a visitor did, or left."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from rapport.kernel.outbox.api import Fact


class TriggerFired(Fact, frozen=True, kw_only=True):
    """A visitor fulfilled a trigger, for the first time in this window of it.

    `happened_at` is when it was fulfilled, `window_at` when the window began in which it fires once (UTC).
    `customer_id` is who the visitor was known to be then; `thing` is the product or page it was about.
    """

    name: ClassVar[str] = "trigger.fired.v1"
    subject_kind: ClassVar[str] = "visitor"
    subject_field: ClassVar[str] = "visitor_id"

    visitor_id: UUID
    trigger_id: UUID
    trigger: str
    kind: str
    happened_at: datetime
    window_at: datetime
    customer_id: UUID | None
    thing: str
