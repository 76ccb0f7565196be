"""What callers send and get about orders: sums in minor units, unit prices in major units, times UTC."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from rapport.kernel.rest.api import Answer, Body, Moment
from rapport.operational.orders.contracts import NewAddress, NewLine, NewOrder

SAFE = r"^[^\x00]*$"
Text40 = Annotated[str, StringConstraints(pattern=SAFE, max_length=40)]
Text100 = Annotated[str, StringConstraints(pattern=SAFE, max_length=100)]
Text300 = Annotated[str, StringConstraints(pattern=SAFE, max_length=300)]
Text500 = Annotated[str, StringConstraints(pattern=SAFE, max_length=500)]
Number = Annotated[str, StringConstraints(pattern=SAFE, max_length=64)]
Source = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]*$", max_length=60)]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Country = Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")]
Minor = Annotated[int, Field(ge=0, lt=10**17, description="Minor units of the order's currency.")]
Price = Annotated[Decimal, Field(max_digits=19, decimal_places=6, gt=-(10**13), lt=10**13)]
Quantity = Annotated[Decimal, Field(max_digits=16, decimal_places=4, gt=-(10**12), lt=10**12)]
Kind = Literal["order", "cancellation", "adjustment"]
OrderStatus = Literal[
    "placed",
    "paid",
    "packed",
    "shipped",
    "delivered",
    "completed",
    "cancelled",
    "returned",
    "refunded",
]
_LINE: JsonDict = {"sku": "TEA-001", "quantity": "2", "unit_price": "12.50", "tax_rate": "0.19"}
_ORDER: JsonDict = {
    "number": "W-1042",
    "source": "webshop",
    "placed_at": "2026-03-01T09:30:00Z",
    "currency": "EUR",
    "guest_email": "ada@example.com",
    "shipping_minor": 490,
    "lines": [_LINE],
}


class LineIn(Body):
    """A line: `sku` or `product_id` names the product, whose price is taken when none is given."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_LINE]})

    sku: Text100 = ""
    product_id: UUID | None = None
    description: Text500 = ""
    quantity: Quantity = Decimal(1)
    unit_price: Price | None = None
    discount_minor: Minor = 0
    tax_rate: Annotated[Decimal, Field(ge=0, le=10, max_digits=8, decimal_places=6)] = Decimal(0)
    tax_minor: Annotated[int, Field(gt=-(10**17), lt=10**17)] | None = None
    external_id: Text100 = ""


class AddressIn(Body):
    """A billing or delivery address."""

    purpose: Literal["billing", "delivery"]
    name: Text300 = ""
    company: Text300 = ""
    line: Text500 = ""
    city: Annotated[str, StringConstraints(pattern=SAFE, max_length=200)] = ""
    region: Annotated[str, StringConstraints(pattern=SAFE, max_length=200)] = ""
    postcode: Annotated[str, StringConstraints(pattern=SAFE, max_length=20)] = ""
    country: Country = ""
    phone: Text40 = ""


class OrderIn(Body):
    """An order: without `party_id` it is a guest's, without `number` it gets the next of ours.

    `discount_minor` is a discount of the whole order, spread over its lines.
    """

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_ORDER]})

    lines: Annotated[list[LineIn], Field(min_length=1, max_length=1000)]
    number: Number = ""
    source: Source = "api"
    external_id: Text100 = ""
    party_id: UUID | None = None
    unit_id: UUID | None = None
    kind: Kind = "order"
    status: OrderStatus = "placed"
    placed_at: Moment | None = None
    channel: Text40 = ""
    country: Country = ""
    currency: Currency | None = None
    tax_included: bool = False
    discount_minor: Minor = 0
    shipping_minor: Minor = 0
    shipping_tax_minor: Minor = 0
    guest_name: Text300 = ""
    guest_email: Annotated[str, StringConstraints(pattern=SAFE, max_length=254)] = ""
    guest_phone: Text40 = ""
    note: Annotated[str, StringConstraints(pattern=SAFE, max_length=10_000)] = ""
    addresses: Annotated[list[AddressIn], Field(default_factory=list, max_length=2)]

    def as_new(self) -> NewOrder:
        """Return the order as the room takes it."""
        values = self.model_dump(exclude={"lines", "addresses", "currency"})
        return NewOrder(
            **values,
            currency=self.currency or "",
            lines=tuple(NewLine(**line.model_dump()) for line in self.lines),
            addresses=tuple(NewAddress(**address.model_dump()) for address in self.addresses),
        )


class OrderBulkIn(OrderIn):
    """One row of a bulk write: source and number say which order."""

    number: Annotated[Number, StringConstraints(pattern=r"^[^\x00]*[^\x00\s][^\x00]*$", min_length=1)]


class OrderChange(Body):
    """The fields of an order to change; those left out stay. Sums and lines change by returns and refunds."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"note": "Gift wrap"}]})

    party_id: UUID | None = None
    note: Annotated[str, StringConstraints(pattern=SAFE, max_length=10_000)] = ""
    channel: Text40 = ""
    guest_name: Text300 = ""
    guest_email: Annotated[str, StringConstraints(pattern=SAFE, max_length=254)] = ""
    guest_phone: Text40 = ""


class StatusIn(Body):
    """Where the order goes next, and why."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"status": "shipped"}]})

    status: OrderStatus
    reason: Text500 = ""


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


class OrderWhole(OrderOut):
    """An order with lines, addresses and history."""

    lines: list[LineOut]
    addresses: list[AddressOut]
    history: list[StepOut]


class PaymentIn(Body):
    """Money received or given back: a positive amount in minor units of the order's currency."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"amount_minor": 2990, "method": "card"}]}
    )

    amount_minor: Annotated[int, Field(gt=0, lt=10**17)]
    method: Annotated[str, StringConstraints(pattern=SAFE, max_length=60)] = ""
    reference: Annotated[str, StringConstraints(pattern=SAFE, max_length=200)] = ""
    received_at: Moment | None = None
    source: Source = "api"
    external_id: Text100 = ""


class PaymentOut(Answer):
    """Money received (`payment`) or given back (`refund`)."""

    id: UUID
    order_id: UUID
    kind: str
    amount_minor: int
    currency: str
    method: str
    reference: str
    source: str
    external_id: str
    received_at: datetime


class InvoiceIn(Body):
    """How to issue the invoice; without a number it takes the next of the year's series."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"due_on": "2030-01-31"}]})

    number: Number = ""
    due_on: date | None = None


class InvoiceOut(Answer):
    """An invoice over an order's whole sum."""

    id: UUID
    order_id: UUID
    number: str
    status: str
    issued_at: datetime
    due_on: date | None
    currency: str
    net_minor: int
    tax_minor: int
    total_minor: int


class ReturnLineIn(Body):
    """How much of which line came back."""

    line_id: UUID
    quantity: Annotated[Decimal, Field(gt=0, lt=10**12, max_digits=16, decimal_places=4)]


class ReturnIn(Body):
    """Goods that came back; `refund_minor` above 0 gives that much money back at once."""

    lines: Annotated[list[ReturnLineIn], Field(min_length=1, max_length=1000)]
    reason: Literal["damaged", "wrong_item", "not_as_described", "too_late", "changed_mind", "other"]
    note: Text500 = ""
    received_at: Moment | None = None
    refund_minor: Minor = 0
    source: Source = "api"
    external_id: Text100 = ""


class ReturnLineOut(Answer):
    """One line of a return."""

    line_id: UUID = Field(validation_alias="order_line_id")
    quantity: Decimal
    value_minor: int


class ReturnOut(Answer):
    """Goods that came back, and what they were worth."""

    id: UUID
    order_id: UUID
    number: str
    reason: str
    note: str
    received_at: datetime
    currency: str
    value_minor: int
    lines: list[ReturnLineOut]
