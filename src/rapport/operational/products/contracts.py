"""Records that cross the room's wall."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

Outcome = Literal["created", "updated", "unchanged"]


@dataclass(frozen=True, slots=True)
class ProductBrief:
    """What an order line needs to know of a product; the unit price is in major units of `currency`."""

    id: UUID
    sku: str
    name: str
    currency: str
    unit_price: Decimal
    active: bool


@dataclass(frozen=True, slots=True)
class OfferBefore:
    """What buyers found before a change: the price in major units of `currency`, and whether it was sold."""

    price: Decimal
    currency: str
    active: bool


@dataclass(frozen=True, slots=True)
class ProductRow:
    """One row of a bulk write: the values given for one SKU; what is not named stays as it is."""

    sku: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What became of one row of a bulk write, by its place in the input: an id, or a refusal."""

    index: int
    id: UUID | None
    outcome: Outcome | None
    code: str = ""
    reason: str = ""
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CostRow:
    """What one piece costs from the day `since` (None: today) on, in major units of the product's currency.

    `cost` None: not known from then on.
    """

    sku: str
    cost: Decimal | None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class CostLine:
    """One row of a product's costs, in major units of `currency`: what holds from `since` on."""

    since: date
    cost: Decimal | None
    currency: str
