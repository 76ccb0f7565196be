"""A source of purchases for tests: rows given by hand."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection

from rapport.kernel.tenancy.api import current_tenant_id

START = datetime(2025, 1, 1, tzinfo=UTC)
Purchase = tuple[UUID | None, UUID, datetime, int, int] | tuple[Any, ...]
"""The columns of a source in their order, as many as the test tells."""


class GivenPurchases:
    """Purchases of each tenant as the test wrote them."""

    def __init__(self) -> None:
        self.rows: dict[UUID, list[Purchase]] = {}
        self.known_at: dict[UUID, datetime] = {}
        """When an order was recorded, where that was later than it was placed."""

    def load_purchases(self, table: str, *, currency: str, party_ids: Sequence[UUID] | None = None) -> None:
        """Insert the current tenant's rows."""

        rows = self.rows.get(current_tenant_id(), [])
        chosen = [row for row in rows if party_ids is None or row[0] in party_ids]
        with connection.cursor() as cursor:
            for row in chosen:
                places = ", ".join(["%s"] * len(row))
                cursor.execute(f"insert into {table} values ({places})", row)

    def load_ledger(self, table: str, *, currency: str, party_ids: Sequence[UUID] | None = None) -> None:
        """Insert the current tenant's rows, what came back as known with the order."""
        rows = [
            (party, order, at, self.known_at.get(order, at), gross, back)
            for party, order, at, gross, back in self.rows.get(current_tenant_id(), [])
            if party is not None and (party_ids is None or party in party_ids)
        ]
        with connection.cursor() as cursor, cursor.copy(f"copy {table} from stdin") as copy:
            for row in rows:
                copy.write_row(row)


def buy(party_id: UUID | None, day: int, gross: int, returned: int = 0) -> Purchase:
    """Return one order on a day of the story, in minor units."""
    return (party_id, uuid4(), START + timedelta(days=day), gross, returned)


def draw_purchases(seed: int, customers: int) -> list[Purchase]:
    """Return purchases of so many customers, the same for the same seed."""
    draw = random.Random(seed)
    rows = []
    for _ in range(customers):
        party_id = UUID(int=draw.getrandbits(128))
        for _ in range(draw.choice((1, 1, 1, 2, 5))):
            rows.append(
                buy(party_id, draw.randrange(20), draw.randrange(1, 40) * 100, draw.choice((0, 0, 50)))
            )
    return rows
