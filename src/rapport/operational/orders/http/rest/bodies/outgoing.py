"""What callers get about orders: sums in minor units, unit prices in major units, times UTC."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from rapport.kernel.rest.api import Answer


class OrderOut(Answer):
    """An order without its lines; total = subtotal - discount + shipping, plus tax unless it is included."""

    id: UUID
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
    guest_name: str
    guest_email: str
    guest_phone: str
    note: str
    version: int
    created_at: datetime
    updated_at: datetime


class LineOut(Answer):
    """A line; `total_minor` holds its tax and has its discount taken off."""

    id: UUID
    position: int
    sku: str
    product_id: UUID | None
    description: str
    quantity: Decimal
    unit_price: Decimal
    discount_minor: int
    tax_minor: int
    total_minor: int
    external_id: str


class AddressOut(Answer):
    """An address as it stood when ordered."""

    purpose: str
    name: str
    company: str
    line: str
    city: str
    region: str
    postcode: str
    country: str
    phone: str


class StepOut(Answer):
    """One step of an order's history."""

    before: str
    after: str
    at: datetime
    actor_name: str
    reason: str


class MarginOut(Answer):
    """What an order brings, in minor units of the business's own currency: `earned_minor` without tax and
    less what went back, `known_minor` the part of it whose goods' cost is known, `goods_minor` that cost,
    `margin_minor` what is left."""

    currency: str
    earned_minor: int
    known_minor: int
    goods_minor: int
    margin_minor: int


class OrderWhole(OrderOut):
    """An order with lines, addresses and history; `margin` is null where it does not stand, or where a role
    hides costs."""

    lines: list[LineOut]
    addresses: list[AddressOut]
    history: list[StepOut]
    margin: MarginOut | None
