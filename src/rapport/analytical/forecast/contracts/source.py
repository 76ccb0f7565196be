"""The protocols of whoever knows what was ordered, what products are, and when something is promoted."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID


class DemandSource(Protocol):
    """Where orders are known; the orders room registers one."""

    def find_newest(self, before: datetime) -> datetime | None:
        """Return when the newest order up to a moment (UTC) was placed, or None without any."""

    def load_demand(self, table: str, *, currency: str, since: datetime) -> None:
        """Insert what the current tenant's customers ordered since a moment (UTC) into a temporary table,
        set-based, inside the running transaction.

        `table` has the columns `order_id uuid`, `at timestamptz` (when it was placed), `product_id uuid`
        (null for what is no product), `pieces double precision` and `gross_minor bigint`: one row a line of
        positive quantity and price. Demand is what was ordered, as it was known on the day: an order that
        was cancelled or sent back later stays, so that later facts never change an earlier day. Amounts are
        minor units of `currency`, converted by the day's rate; lines without a rate are left out.
        """


class ProductSource(Protocol):
    """Where products are known; the products room registers one."""

    def load_products(self, table: str) -> None:
        """Insert all products of the current tenant into a temporary table with the columns
        `product_id uuid` and `category_id uuid` (null without one)."""

    def name_products(self, ids: Collection[UUID]) -> Mapping[UUID, str]:
        """Return what products are called."""

    def name_categories(self, ids: Collection[UUID]) -> Mapping[UUID, str]:
        """Return what categories are called."""


class PromotionSource(Protocol):
    """Where promotions are known; the marketing room registers one."""

    def list_promotions(self) -> Sequence[datetime]:
        """Return when campaigns of the current tenant that reach people began, or will begin (UTC), of the
        last three years and the time ahead."""
