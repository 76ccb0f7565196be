"""A source of purchases for tests: rows given by hand."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from rapport.kernel.tenancy.api import current_tenant_id

Purchase = tuple[UUID | None, UUID, datetime, int, int]


class GivenPurchases:
    """Purchases of each tenant as the test wrote them."""

    def __init__(self) -> None:
        self.rows: dict[UUID, list[Purchase]] = {}

    def load_purchases(self, table: str, *, currency: str, party_ids: Sequence[UUID] | None = None) -> None:
        """Insert the current tenant's rows."""

        rows = self.rows.get(current_tenant_id(), [])
        chosen = [row for row in rows if party_ids is None or row[0] in party_ids]
        with connection.cursor() as cursor:
            cursor.executemany(f"insert into {table} values (%s, %s, %s, %s, %s)", chosen)
