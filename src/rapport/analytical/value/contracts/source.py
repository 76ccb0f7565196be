"""The protocol of whoever knows purchases."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

PURCHASE_COLUMNS = {
    "party_id": "uuid",
    "order_id": "uuid",
    "at": "timestamptz",
    "gross_minor": "bigint",
    "returned_minor": "bigint",
    "earned_minor": "bigint",
    "known_minor": "bigint",
    "goods_minor": "bigint",
    "shipping_minor": "bigint",
    "discount_minor": "bigint",
    "paid_minor": "bigint",
    "handled": "integer",
    "shipped": "integer",
    "returns": "integer",
}
"""The columns a source of purchases fills, in their order; whoever knows no costs leaves out all after the
fifth."""


class PurchaseSource(Protocol):
    """Where purchases are known; the orders room registers one, later the mart takes its place."""

    def load_purchases(self, table: str, *, currency: str, party_ids: Sequence[UUID] | None = None) -> None:
        """Insert the current tenant's orders into a temporary table, set-based, inside the running
        transaction.

        `table` has the columns `party_id uuid` (null for a guest), `order_id uuid`, `at timestamptz`,
        `gross_minor bigint` (goods bought, 0 or more: lines of positive quantity and price of orders that
        stand) and `returned_minor bigint` (goods cancelled or sent back, 0 or more): one row an order.
        `earned_minor` is what of it stays without tax (below zero for a cancellation of its own),
        `known_minor` the part of that whose goods' cost is known, `goods_minor` what these goods cost, less
        what came back to be sold again; `shipping_minor` was charged for carriage without tax,
        `discount_minor` was let off already, `paid_minor` came in; `handled`, `shipped` and `returns` count
        what made work. Amounts are in minor units of `currency`, converted by the day's rate where the order
        was in other money. `party_ids` narrows to the orders of these customers; guests are then left out.
        Orders of merged parties belong to the survivor.
        """

    def load_ledger(self, table: str, *, currency: str, party_ids: Sequence[UUID] | None = None) -> None:
        """Insert what was learnt of the current tenant's purchases, and when, into a temporary table.

        `table` has the columns `party_id uuid`, `order_id uuid`, `at timestamptz`, `known_at timestamptz`,
        `gross_minor bigint` and `returned_minor bigint`. An order is a row; its cancellation is another that
        takes `gross_minor` back, each return one with `returned_minor`. The sums of an order's rows known by
        a moment are the order as it was known then; `gross_minor` of all rows is that of `load_purchases`.
        Guests are left out; `party_ids` narrows to the orders of these customers. `known_at` is never before
        `at`, and that of an order brought from another system is `at` where it was placed before
        anything of that system was recorded here: there it was known.
        """
