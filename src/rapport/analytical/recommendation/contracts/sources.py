"""The protocols of whoever knows what was bought, and of whoever knows what is sold."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol
from uuid import UUID


class BasketSource(Protocol):
    """Where it is known which products were bought; the orders room registers one."""

    def load_bought(self, table: str, *, party_ids: Sequence[UUID] | None = None) -> None:
        """Insert what the current tenant's orders that stand hold into a temporary table, set-based, inside
        the running transaction.

        `table` has the columns `party_id uuid` (null for a guest), `order_id uuid`, `product_id uuid`,
        `country text` (of the order, may be empty), `at timestamptz` and `sent_back boolean`: one row for a
        product of an order, however many pieces. Lines without a product are left out. `party_ids` narrows to
        the orders of these customers; guests are then left out.
        """


@dataclass(frozen=True, slots=True)
class Goods:
    """A product as recommending sees it; prices in major units of `currency`, `margin` the part of the price
    above cost (0 to 1), None where the cost is not known. `offered`: it may be sold now."""

    id: UUID
    sku: str
    name: str
    href: str
    currency: str
    price: Decimal
    margin: float | None
    category_id: UUID | None
    category: str
    offered: bool
    entered_at: datetime


class GoodsSource(Protocol):
    """Where it is known what is sold; the products room registers one."""

    def find_goods(self, ids: Collection[UUID]) -> dict[UUID, Goods]:
        """Return these products of the current tenant by id, by one query; unknown ids are left out."""

    def find_categories(self, ids: Collection[UUID]) -> Collection[UUID]:
        """Return which of these are categories of the current tenant, by one query."""

    def list_offered(self) -> Sequence[Goods]:
        """Return every product of the current tenant that may be sold now, by one query, in order of id."""
