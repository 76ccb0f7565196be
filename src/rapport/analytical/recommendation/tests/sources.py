"""A shop for tests: products, and purchases drawn from tastes that are known."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import numpy as np
from django.db import connection
from django.utils import timezone

from rapport.analytical.recommendation.contracts import Goods
from rapport.kernel.tenancy.api import current_tenant_id

Line = tuple[UUID | None, UUID, UUID, str, datetime, bool]
ENTERED = datetime(2024, 1, 1, tzinfo=UTC)


class GivenShop:
    """The `BasketSource` and `GoodsSource` of a test, for each tenant what the test wrote."""

    def __init__(self) -> None:
        self.lines: dict[UUID, list[Line]] = {}
        self.goods: dict[UUID, Goods] = {}

    def load_bought(self, table: str, *, party_ids: Sequence[UUID] | None = None) -> None:
        """Insert the current tenant's lines."""
        lines = self.lines.get(current_tenant_id(), [])
        with connection.cursor() as cursor, cursor.copy(f"copy pg_temp.{table} from stdin") as copy:
            for line in lines:
                if party_ids is None or line[0] in party_ids:
                    copy.write_row(line)

    def find_goods(self, ids: Collection[UUID]) -> dict[UUID, Goods]:
        """Return these products by id."""
        return {one: self.goods[one] for one in ids if one in self.goods}

    def find_categories(self, ids: Collection[UUID]) -> Collection[UUID]:
        """Return which of these some product stands in."""
        return {one.category_id for one in self.goods.values() if one.category_id in ids and one.category_id}

    def list_offered(self) -> Sequence[Goods]:
        """Return the products on sale in order of id."""
        return sorted((one for one in self.goods.values() if one.offered), key=lambda one: one.id)

    def sell(self, name: str, **values: Any) -> UUID:
        """Put a product on sale."""
        key = values.pop("id", None) or uuid4()
        plain: dict[str, Any] = {
            "sku": name,
            "href": f"/products/{key}",
            "currency": "EUR",
            "price": Decimal(5),
            "margin": None,
            "category_id": None,
            "category": "",
            "offered": True,
            "entered_at": ENTERED,
        }
        self.goods[key] = Goods(id=key, name=name, **(plain | values))
        return key


def buy(
    party_id: UUID | None, product_id: UUID, days_ago: float, *, order: UUID | None = None, back: bool = False
) -> Line:
    """Return one product of an order so many days ago."""
    at = timezone.now() - timedelta(days=days_ago)
    return (party_id, order or uuid4(), product_id, "DE", at, back)


def draw_lines(party_ids: Sequence[UUID], shelves: Sequence[Sequence[UUID]], seed: int = 5) -> list[Line]:
    """Return a year of purchases of customers who each like one shelf and now and then take from another."""
    draw = np.random.default_rng(seed)
    lines = []
    for place, party_id in enumerate(party_ids):
        own = shelves[place % len(shelves)]
        for _ in range(draw.integers(4, 9)):
            shelf = own if draw.random() < 0.9 else shelves[int(draw.integers(len(shelves)))]
            lines.append(buy(party_id, shelf[int(draw.integers(len(shelf)))], float(draw.uniform(1, 360))))
    return lines
