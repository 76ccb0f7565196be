"""What callers send and get about payments, invoices, returns: sums in minor units, times UTC."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from rapport.kernel.rest.api import Answer, Body, Day, Exact, Moment
from rapport.operational.orders.http.rest.bodies.words import (
    SAFE,
    Minor,
    Number,
    Source,
    Text100,
    Text500,
)


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
    due_on: Day | None = None


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
    quantity: Annotated[Decimal, Exact(11, 4, "+")]


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
