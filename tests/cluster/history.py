"""A shop with a past in its lake: orders, visits, customers who were merged and who left."""

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import msgspec

from rapport.bigdata.ingest.contracts import Holder
from rapport.bigdata.ingest.operations.sources import add_source
from rapport.bigdata.ingest.operations.taking import take_events
from rapport.bigdata.ingest.rules.reading import Posted
from rapport.bigdata.lake.operations.writing import LakeWriter
from rapport.bigdata.lake.tests.carrying import waiting
from rapport.customers.matching.api import merge_customers
from rapport.operational.orders.contracts import NewLine
from rapport.operational.orders.operations import cancel_order
from rapport.operational.orders.tests.shared import customer, order_of
from tests.house import Shop

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
KINDS = ("page", "product", "search", "cart", "checkout", "order")


def live(shop: Shop, seed: int, *, orders: int, events: int) -> None:
    """Let customers look around and buy; some orders are cancelled, two customers turn out to be one."""
    dice = random.Random(seed)
    buyers = [customer(shop, f"Buyer {seed} {number}") for number in range(12)]
    for number in range(orders):
        price = f"{dice.randint(1, 99)}.{dice.randint(0, 99):02}"
        line = NewLine(
            quantity=Decimal(dice.randint(1, 5)), unit_price=Decimal(price), sku=dice.choice("ABC")
        )
        order = order_of(
            shop,
            line,
            party_id=dice.choice(buyers).id,
            currency=dice.choice(["EUR", "USD"]),
            placed_at=NOON + timedelta(hours=7 * number),
            channel=dice.choice(["web", "store"]),
        )
        if number % 9 == 1:
            cancel_order(order.id, actor=shop.actor)
    merge_customers(buyers[0].id, buyers[1].id, actor=shop.actor)
    _look_around(shop, dice, events)


def fill_lake(shop: Shop) -> None:
    """Write everything that waits into the lake."""
    LakeWriter(lambda table: None).take(waiting(shop))


def _look_around(shop: Shop, dice: random.Random, events: int) -> None:
    source, _key = add_source(f"Web {events}", "server", actor=shop.actor)
    holder = Holder(shop.tenant_id, UUID(str(source.id)), "server", frozenset(), 10_000, b"", source.system)
    lines = []
    for number in range(events):
        at = NOON + timedelta(minutes=11 * number, milliseconds=dice.randint(0, 999))
        visitor = f"v{dice.randint(1, 30)}"
        lines.append(
            msgspec.json.encode(
                {
                    "event": dice.choice(KINDS),
                    "visitor": visitor,
                    "session": f"{visitor}-{number // 50}",
                    "id": f"e{number}",
                    "at": at,
                    "sku": dice.choice("ABC"),
                    "category": dice.choice(["tea", "mugs"]),
                    "referrer": dice.choice(["https://search.example/?q=tea", ""]) or None,
                }
            )
        )
    take_events(holder, Posted(lines), received_at=datetime.now(UTC))
