"""What callers send about orders: sums in minor units, unit prices in major units, times UTC."""

from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from rapport.kernel.rest.api import FILLED, Body, Exact, Moment
from rapport.operational.orders.contracts import NewAddress, NewLine, NewOrder
from rapport.operational.orders.http.rest.bodies.words import (
    SAFE,
    Country,
    Currency,
    Kind,
    Minor,
    Number,
    OrderStatus,
    Price,
    Quantity,
    Source,
    Text40,
    Text100,
    Text300,
    Text500,
)

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

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [_LINE],
            "anyOf": [
                {"required": ["unit_price"], "properties": {"unit_price": {"not": {"type": "null"}}}},
                {"required": ["product_id"], "properties": {"product_id": {"type": "string"}}},
                {"required": ["sku"], "properties": {"sku": {"minLength": 1}}},
            ],
        },
    )

    sku: Text100 = ""
    product_id: UUID | None = None
    description: Text500 = ""
    quantity: Quantity = Decimal(1)
    unit_price: Price | None = None
    discount_minor: Minor = 0
    tax_rate: Annotated[Decimal, Exact(1, 6)] = Decimal(0)
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

    number: Annotated[Number, StringConstraints(pattern=FILLED, min_length=1)]


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
