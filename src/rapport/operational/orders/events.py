"""Facts orders publish. Facts of state carry the whole public state; sums are minor units, times UTC.

Guests' names and addresses stay at home: facts are kept for ever.
"""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

import msgspec

from rapport.kernel.outbox.api import Fact


class LineState(msgspec.Struct, frozen=True, kw_only=True):
    """One line; `quantity` and `unit_price` are decimals as text, the price in major units."""

    line_id: UUID
    position: int
    sku: str
    product_id: UUID | None
    description: str
    quantity: str
    unit_price: str
    discount_minor: int
    tax_minor: int
    total_minor: int


class OrderState(Fact, frozen=True, kw_only=True):
    """An order as it stands, with its lines."""

    subject_kind: ClassVar[str] = "order"
    subject_field: ClassVar[str] = "order_id"

    order_id: UUID
    version: int
    number: str
    source: str
    external_id: str
    kind: str
    status: str
    party_id: UUID | None
    unit_id: UUID | None
    placed_at: datetime
    channel: str
    country: str
    currency: str
    tax_included: bool
    subtotal_minor: int
    discount_minor: int
    shipping_minor: int
    tax_minor: int
    total_minor: int
    paid_minor: int
    refunded_minor: int
    lines: tuple[LineState, ...]


class OrderPlaced(OrderState, frozen=True, kw_only=True):
    """An order was placed, or came in from another system."""

    name: ClassVar[str] = "order.placed.v1"


class OrderChanged(OrderState, frozen=True, kw_only=True):
    """Something of an order other than its status changed."""

    name: ClassVar[str] = "order.changed.v1"


class OrderStatusChanged(OrderState, frozen=True, kw_only=True):
    """An order went from the status `before` to its present one."""

    name: ClassVar[str] = "order.status_changed.v1"

    before: str
    reason: str


class OrderCancelled(OrderState, frozen=True, kw_only=True):
    """An order was cancelled; said besides the change of status, since many listen to this alone."""

    name: ClassVar[str] = "order.cancelled.v1"

    before: str
    reason: str


class OrderRemoved(Fact, frozen=True, kw_only=True):
    """The import that brought an order was undone: it is gone, as if it had never come."""

    name: ClassVar[str] = "order.removed.v1"
    subject_kind: ClassVar[str] = "order"
    subject_field: ClassVar[str] = "order_id"

    order_id: UUID
    version: int
    party_id: UUID | None


class MoneyMoved(Fact, frozen=True, kw_only=True):
    """Money for an order: `amount_minor` is positive; `paid_minor` and `refunded_minor` are the sums now."""

    subject_kind: ClassVar[str] = "order"
    subject_field: ClassVar[str] = "order_id"

    payment_id: UUID
    order_id: UUID
    version: int
    party_id: UUID | None
    amount_minor: int
    currency: str
    method: str
    reference: str
    received_at: datetime
    paid_minor: int
    refunded_minor: int


class PaymentReceived(MoneyMoved, frozen=True, kw_only=True):
    """Money was received for an order."""

    name: ClassVar[str] = "payment.received.v1"


class PaymentRefunded(MoneyMoved, frozen=True, kw_only=True):
    """Money was given back for an order."""

    name: ClassVar[str] = "payment.refunded.v1"


class InvoiceIssued(Fact, frozen=True, kw_only=True):
    """An invoice was issued for an order."""

    name: ClassVar[str] = "invoice.issued.v1"
    subject_kind: ClassVar[str] = "invoice"
    subject_field: ClassVar[str] = "invoice_id"

    invoice_id: UUID
    number: str
    order_id: UUID
    party_id: UUID | None
    issued_at: datetime
    due_on: str | None
    currency: str
    net_minor: int
    tax_minor: int
    total_minor: int


class ReturnedLine(msgspec.Struct, frozen=True, kw_only=True):
    """How much of which order line came back; `quantity` is a decimal as text."""

    line_id: UUID
    sku: str
    product_id: UUID | None
    quantity: str
    value_minor: int


class ReturnReceived(Fact, frozen=True, kw_only=True):
    """Goods of an order came back."""

    name: ClassVar[str] = "return.received.v1"
    subject_kind: ClassVar[str] = "return"
    subject_field: ClassVar[str] = "return_id"

    return_id: UUID
    number: str
    order_id: UUID
    party_id: UUID | None
    reason: str
    received_at: datetime
    currency: str
    value_minor: int
    lines: tuple[ReturnedLine, ...]


SUMS = (
    OrderPlaced.name,
    OrderChanged.name,
    OrderStatusChanged.name,
    OrderCancelled.name,
    OrderRemoved.name,
    PaymentReceived.name,
    PaymentRefunded.name,
    InvoiceIssued.name,
    ReturnReceived.name,
)
"""Facts of sums and ids and nobody's words: they stay when a customer is erased, since money must add up."""
