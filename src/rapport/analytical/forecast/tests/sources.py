"""A source of demand for tests: a known process day by day, up to yesterday."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import numpy as np
from django.db import connection
from django.utils import timezone

from rapport.kernel.tenancy.api import current_tenant_id

WEEKDAYS = (1.0, 0.8, 0.9, 1.1, 1.4, 1.8, 0.5)
Line = tuple[UUID, datetime, UUID | None, float, int]


class GivenDemand:
    """Lines of each tenant as the test wrote them."""

    def __init__(self) -> None:
        self.rows: dict[UUID, list[Line]] = {}

    def find_newest(self, before: datetime) -> datetime | None:
        """Return when the newest line was ordered."""
        return max(
            (row[1] for row in self.rows.get(current_tenant_id(), []) if row[1] <= before), default=None
        )

    def load_demand(self, table: str, *, currency: str, since: datetime) -> None:
        """Insert the current tenant's lines."""
        rows = [row for row in self.rows.get(current_tenant_id(), []) if row[1] >= since]
        with connection.cursor() as cursor:
            cursor.executemany(f"insert into {table} values (%s, %s, %s, %s, %s)", rows)


class GivenProducts:
    """Products by id with their category, as the test wrote them."""

    def __init__(self) -> None:
        self.rows: dict[UUID, UUID | None] = {}

    def load_products(self, table: str) -> None:
        """Insert all products."""
        with connection.cursor() as cursor:
            cursor.executemany(f"insert into {table} values (%s, %s)", list(self.rows.items()))

    def name_products(self, ids: Collection[UUID]) -> Mapping[UUID, str]:
        """Return names made of the ids."""
        return {one: f"Tea {one.int}" for one in ids}

    def name_categories(self, ids: Collection[UUID]) -> Mapping[UUID, str]:
        """Return names made of the ids."""
        return {one: f"Shelf {one.int}" for one in ids}


class GivenPromotions:
    """The days campaigns began on, as the test wrote them."""

    def __init__(self, *ago: int) -> None:
        self.days_ago = ago

    def list_promotions(self) -> Sequence[datetime]:
        """Return noons so many days ago."""
        noon = timezone.now().astimezone(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
        return [noon - timedelta(days=ago) for ago in self.days_ago]


def draw_demand(
    days: int,
    *,
    seed: int = 5,
    ended: int = 1,
    product: UUID | None = None,
    lifted: Collection[int] = (),
) -> list[Line]:
    """Return so many days of orders, ended so many days ago: more on Saturdays, fewer on Sundays, twice as
    many on the days so many days ago in `lifted`."""
    draw = np.random.default_rng(seed)
    today = timezone.now().astimezone(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    rows: list[Line] = []
    for ago in range(ended + days - 1, ended - 1, -1):
        at = today - timedelta(days=ago)
        for _ in range(draw.poisson(12 * WEEKDAYS[at.weekday()] * (2 if ago in lifted else 1))):
            pieces = int(draw.integers(1, 4))
            rows.append((uuid4(), at, product, pieces, pieces * int(draw.integers(900, 1100))))
    return rows
