"""What the simulation says happened, as plain records: no database, no framework.

`ref` is the record's name inside the simulation and becomes its external id; times are UTC; prices are
decimals in the currency named beside them.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of the organisation; `parent` is empty for the group."""

    code: str
    parent: str
    name: str
    tier: str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works at the shop."""

    email: str
    name: str
    role: str
    unit: str
    language: str


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address."""

    line: str
    city: str
    region: str
    postcode: str
    country: str


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """One way to reach a party; `kind` is email, phone or wechat."""

    kind: str
    value: str
    preferred: bool = False
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Consent:
    """One row of the consent ledger."""

    purpose: str
    channel: str
    given: bool
    at: datetime
    origin: str
    proof: str
    way: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A person or a company; `of` names the company a person works for or a company belongs to."""

    ref: str
    kind: str
    role: str
    name: str
    unit: str
    since: datetime
    given_name: str = ""
    family_name: str = ""
    language: str = "en"
    birthday: date | None = None
    of: str = ""
    job: str = ""
    tax_number: str = ""
    household: str = ""
    contact_points: tuple[ContactPoint, ...] = ()
    address: Address | None = None
    consents: tuple[Consent, ...] = ()
    tags: tuple[str, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    quiet_hours: tuple[str, str] | None = None
    twin_of: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """Something the shop sells, with one unit price per currency; what it costs, where the shop wrote it
    down."""

    sku: str
    name: str
    category: str
    stage: str
    prices: dict[str, Decimal]
    launched: date
    retired: date | None = None
    cost: Decimal | None = None


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One product in an order; `discount` is a share of the line, 0.10 for ten percent."""

    sku: str
    quantity: int
    unit_price: Decimal
    discount: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Return:
    """Goods that came back: which line of which order, how many, when, why, and when the money went back."""

    line: int
    quantity: int
    at: datetime
    reason: str
    refunded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """An order with all that became of it; `customer` is empty for a guest.

    `voucher` is a share off the whole order, `tax` a rate (0.19), which prices hold when `tax_included`.
    """

    number: str
    customer: str
    unit: str
    at: datetime
    currency: str
    country: str
    lines: tuple[OrderLine, ...]
    shipping: Decimal
    paid_by: str
    history: tuple[tuple[str, datetime], ...]
    returns: tuple[Return, ...] = ()
    voucher: Decimal = Decimal(0)
    tax: Decimal = Decimal(0)
    tax_included: bool = True
    address: Address | None = None
    invoiced_at: datetime | None = None
    channel: str = "web"
    note: str = ""

    @property
    def status(self) -> str:
        """The last status in the history."""
        return self.history[-1][0]


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote down about a party."""

    party: str
    at: datetime
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Task:
    """What somebody has to do about a party; `done_at` is empty while it is open."""

    party: str
    at: datetime
    owner: str
    title: str
    due: datetime
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Handover:
    """A customer who went from one unit to another, by whom and why."""

    party: str
    at: datetime
    by: str
    to_unit: str
    reason: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A file somebody kept with a party."""

    party: str
    at: datetime
    author: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file of customers that was brought in, with rows that could not be taken."""

    name: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class CustomField:
    """A field the shop adds to its customers; `type` is text, integer, date or choice."""

    key: str
    label: str
    type: Literal["text", "integer", "date", "choice"]
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shop:
    """One simulated business."""

    slug: str
    name: str
    currency: str
    zone: str
    language: str
    country: str
    day_rates: tuple[tuple[str, date, Decimal], ...]
    units: tuple[Unit, ...]
    members: tuple[Member, ...]
    fields: tuple[CustomField, ...]
    products: tuple[Product, ...]
    companies: tuple[Party, ...]
    people: tuple[Party, ...]
    orders: tuple[Order, ...]
    notes: tuple[Note, ...]
    tasks: tuple[Task, ...]
    handovers: tuple[Handover, ...]
    papers: tuple[Paper, ...]
    delivery: Delivery
