"""What orders give to the rooms below."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from rapport.operational.orders.queries.baskets import load_bought
from rapport.operational.orders.queries.demand import find_newest, load_demand
from rapport.operational.orders.queries.learnt_purchases import load_ledger
from rapport.operational.orders.queries.purchases import load_purchases


class OrderPurchases:
    """The `PurchaseSource` of `analytical.value`: every order that stands, with what came back of it."""

    def load_purchases(self, table: str, *, currency: str, party_ids: Sequence[UUID] | None = None) -> None:
        """Insert the tenant's orders into the table the caller made; see the protocol for its columns."""
        load_purchases(table, currency=currency, party_ids=party_ids)

    def load_ledger(self, table: str, *, currency: str, party_ids: Sequence[UUID] | None = None) -> None:
        """Insert what was learnt of the tenant's purchases, and when; see the protocol for the columns."""
        load_ledger(table, currency=currency, party_ids=party_ids)


class OrderBaskets:
    """The `BasketSource` of `analytical.recommendation`: the products of every order that stands."""

    def load_bought(self, table: str, *, party_ids: Sequence[UUID] | None = None) -> None:
        """Insert what the tenant's orders hold into the table the caller made; see the protocol."""
        load_bought(table, party_ids=party_ids)


class OrderDemand:
    """The `DemandSource` of `analytical.forecast`: every line ordered, as it was known on the day."""

    def find_newest(self, before: datetime) -> datetime | None:
        """Return when the newest order up to a moment was placed."""
        return find_newest(before)

    def load_demand(self, table: str, *, currency: str, since: datetime) -> None:
        """Insert the tenant's lines into the table the caller made; see the protocol for its columns."""
        load_demand(table, currency=currency, since=since)
