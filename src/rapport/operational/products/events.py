"""Facts products publish: the whole public state each time."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from rapport.kernel.outbox.api import Fact


class ProductState(Fact, frozen=True, kw_only=True):
    """A product as it stands; `unit_price` and `cost` are decimals as text, in major units of `currency`."""

    subject_kind: ClassVar[str] = "product"
    subject_field: ClassVar[str] = "product_id"

    product_id: UUID
    version: int
    sku: str
    title: str
    category_id: UUID | None
    category: str
    stage: str
    currency: str
    unit_price: str
    cost: str | None
    active: bool
    created_at: datetime


class ProductCreated(ProductState, frozen=True, kw_only=True):
    """A product was entered."""

    name: ClassVar[str] = "product.created.v1"


class ProductUpdated(ProductState, frozen=True, kw_only=True):
    """A product was changed."""

    name: ClassVar[str] = "product.updated.v1"


class ProductOfferChanged(Fact, frozen=True, kw_only=True):
    """What a product costs buyers changed, or whether it may be bought; prices as in `product.updated.v1`.

    `price_dropped`: it may be bought, for at least one percent less of the same currency. `sold_again`: it
    may be bought and could not before.
    """

    name: ClassVar[str] = "product.offer_changed.v1"
    subject_kind: ClassVar[str] = "product"
    subject_field: ClassVar[str] = "product_id"

    product_id: UUID
    sku: str
    title: str
    currency: str
    unit_price: str
    price_before: str
    currency_before: str
    active: bool
    price_dropped: bool
    sold_again: bool


class ProductCostChanged(Fact, frozen=True, kw_only=True):
    """From the day `since` (UTC) one piece costs `cost` (decimal as text, major units of `currency`).

    None: no longer known. Orders of the day and later, until the next cost, are to be costed again.
    """

    name: ClassVar[str] = "product.cost_changed.v1"
    subject_kind: ClassVar[str] = "product"
    subject_field: ClassVar[str] = "product_id"

    product_id: UUID
    since: date
    cost: str | None
    currency: str
