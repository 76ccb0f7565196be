"""The protocol of whoever knows purchases."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID


class PurchaseSource(Protocol):
    """Where purchases are known; the orders room registers one, later the mart takes its place."""

    def load_purchases(self, table: str, *, currency: str, party_ids: Sequence[UUID] | None = None) -> None:
        """Insert the current tenant's orders into a temporary table, set-based, inside the running
        transaction.

        `table` has the columns `party_id uuid` (null for a guest), `order_id uuid`, `at timestamptz`,
        `gross_minor bigint` (goods bought, 0 or more: lines of positive quantity and price of orders that
        stand) and `returned_minor bigint` (goods cancelled or sent back, 0 or more): one row an order.
        Amounts are in minor units of `currency`, converted by the day's rate where the order was in other
        money. `party_ids` narrows to the orders of these customers; guests are then left out. Orders of
        merged parties belong to the survivor.
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
