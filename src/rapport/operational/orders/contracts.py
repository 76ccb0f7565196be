"""Records that cross the room's wall."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

Outcome = Literal["created", "updated", "unchanged"]


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line to be: `unit_price` in major units (None: the product's), `tax_rate` 0.19 for 19 percent.

    `tax_minor`, where another system states it, goes before the rate. `sku` or `product_id` names the
    product; an unknown SKU is kept as text.
    """

    quantity: Decimal = Decimal(1)
    unit_price: Decimal | None = None
    sku: str = ""
    product_id: UUID | None = None
    description: str = ""
    discount_minor: int = 0
    tax_rate: Decimal = Decimal(0)
    tax_minor: int | None = None
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class NewAddress:
    """An address of an order; `purpose` is billing or delivery, `country` ISO 3166-1."""

    purpose: Literal["billing", "delivery"]
    name: str = ""
    company: str = ""
    line: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class PastStep:
    """A step an order took before it came here: to which status, when (UTC), why, and who took it."""

    status: str
    at: datetime
    reason: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class PastPayment:
    """Money that moved before the order came here; `amount_minor` None: the total, or all that was paid."""

    at: datetime
    amount_minor: int | None = None
    method: str = ""
    reference: str = ""
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class PastInvoice:
    """An invoice issued before the order came here; `number` "" takes the next of its year's series."""

    at: datetime
    number: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class PastReturn:
    """Goods that came back before the order came here: pairs of the line's place (from 1) and quantity.

    What they were worth was given back at `refunded_at` by `method`, or not at all (None).
    """

    lines: tuple[tuple[int, Decimal], ...]
    reason: str
    at: datetime
    note: str = ""
    refunded_at: datetime | None = None
    method: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """What became of an order before it came here, as its system remembers it; steps in order of time."""

    steps: tuple[PastStep, ...] = ()
    payments: tuple[PastPayment, ...] = ()
    refunds: tuple[PastPayment, ...] = ()
    invoices: tuple[PastInvoice, ...] = ()
    returns: tuple[PastReturn, ...] = ()


@dataclass(frozen=True, slots=True)
class NewOrder:
    """An order to be: sums in minor units of `currency`, `placed_at` UTC (None: now), `number` "": the next.

    `discount_minor` is a discount of the whole order, spread over its lines. An order without a party is a
    guest's. `unit_id` None means the party's unit, else the actor's. `past` is taken with a new order that
    another system kept (`upsert_orders`); its last step is the order's status.
    """

    lines: tuple[NewLine, ...]
    currency: str = ""
    party_id: UUID | None = None
    number: str = ""
    source: str = "manual"
    external_id: str = ""
    source_version: int = 0
    kind: Literal["order", "cancellation", "adjustment"] = "order"
    status: str = "placed"
    unit_id: UUID | None = None
    placed_at: datetime | None = None
    channel: str = ""
    country: str = ""
    tax_included: bool = False
    discount_minor: int = 0
    shipping_minor: int = 0
    shipping_tax_minor: int = 0
    guest_name: str = ""
    guest_email: str = ""
    guest_phone: str = ""
    note: str = ""
    addresses: tuple[NewAddress, ...] = ()
    past: Past | None = None


@dataclass(frozen=True, slots=True)
class NewPayment:
    """Money received or given back: a positive amount in minor units; `received_at` None means now."""

    amount_minor: int
    method: str = ""
    reference: str = ""
    received_at: datetime | None = None
    source: str = "manual"
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class NewReturn:
    """Goods that came back: pairs of order line id and quantity; `refund_minor` is given back at once."""

    lines: tuple[tuple[UUID, Decimal], ...]
    reason: str
    note: str = ""
    received_at: datetime | None = None
    refund_minor: int = 0
    source: str = "manual"
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class RefundReport:
    """Money another system gave back, in minor units, and what came back with it.

    `external_id` is the refund's id there, `lines` are pairs of the line's id there and how many came back.
    """

    external_id: str
    amount_minor: int
    at: datetime | None = None
    reason: str = ""
    lines: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class Settlement:
    """The money another system reports of one order: all that was paid so far, and every refund."""

    paid_minor: int = 0
    method: str = ""
    reference: str = ""
    paid_at: datetime | None = None
    refunds: tuple[RefundReport, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderBrief:
    """One line of a list of orders; sums in minor units of `currency`, times UTC."""

    id: UUID
    number: str
    source: str
    kind: str
    status: str
    placed_at: datetime
    party_id: UUID | None
    channel: str
    country: str
    currency: str
    total_minor: int


@dataclass(frozen=True, slots=True)
class OrderRowOutcome:
    """What became of one order of a bulk write, by its place in the input: an id, or a refusal."""

    index: int
    id: UUID | None
    outcome: Outcome | None
    code: str = ""
    reason: str = ""
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class InvoiceTerms:
    """How an invoice is issued: `number` "" takes the next of the series; `due_on` may be left open."""

    number: str = ""
    due_on: date | None = None
