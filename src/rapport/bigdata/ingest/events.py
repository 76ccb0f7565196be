"""Facts about visitors: what they did, and who they turned out to be."""

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from rapport.bigdata.ingest.contracts import SYSTEM
from rapport.kernel.outbox.api import Fact


class BehaviourRecorded(Fact, frozen=True, kw_only=True, omit_defaults=True):
    """A visitor of a shop did something: saw a page or product, searched, filled the cart, ordered.

    `happened_at` is by our clock, `claimed_at` by the sender's. `event_id` tells a repeated event from a
    second one. `user` is the customer's number in `system`. `more` holds fields nobody here knows. Amounts
    are decimals in `currency`.
    """

    name: ClassVar[str] = "behaviour.recorded.v1"
    subject_kind: ClassVar[str] = "visitor"
    subject_field: ClassVar[str] = "visitor_id"

    visitor_id: UUID
    event_id: str
    event: str
    source_id: UUID
    happened_at: datetime
    received_at: datetime
    claimed_at: datetime | None = None
    visitor: str | None = None
    user: str | None = None
    session: str | None = None
    url: str | None = None
    title: str | None = None
    referrer: str | None = None
    sku: str | None = None
    product: str | None = None
    category: str | None = None
    quantity: Decimal | None = None
    price: Decimal | None = None
    value: Decimal | None = None
    currency: str | None = None
    query: str | None = None
    order: str | None = None
    language: str | None = None
    more: dict[str, Any] | None = None
    system: str = SYSTEM


class VisitorIdentified(Fact, frozen=True, kw_only=True):
    """A visitor said who they are. `proved`: a server said so, or the shop signed it for the page.

    What is not proved may be anybody's claim, and opens no customer's record. `user` is their number in
    `system`.
    """

    name: ClassVar[str] = "visitor.identified.v1"
    subject_kind: ClassVar[str] = "visitor"
    subject_field: ClassVar[str] = "visitor_id"

    visitor_id: UUID
    source_id: UUID
    happened_at: datetime
    proved: bool
    visitor: str | None
    user: str | None
    email: str | None
    phone: str | None
    full_name: str | None
    system: str = SYSTEM
