"""Facts of orders for the benchmarks of stream, lake and marts: seeded, in parcels as imports write them."""

import random
from collections.abc import Iterator
from uuid import UUID

import msgspec
from django.db import connections

from rapport.bigdata.stream.api import Batch
from rapport.kernel.identity.api import Actor
from rapport.kernel.outbox.api import PARCEL, load_lines
from rapport.kernel.work.api import unit_of_work

NAME = "order.placed.v1"
MONTHS = 24


def tell_orders(actor: Actor, count: int, *, seed: int = 1) -> None:
    """Write so many facts of orders into the outbox, a tenth as many customers."""
    with unit_of_work(actor) as work:
        work.record_bulk(NAME, "order", draw_parcels(count, seed))


def list_batches() -> Iterator[Batch]:
    """Yield the batches of orders that wait, as they would travel."""
    with connections["relay"].cursor() as cursor:
        statement = "select id, tenant_id, row_ids from fact_batch where name = %s order by id"
        cursor.execute(statement, [NAME])
        for batch_id, tenant_id, row_ids in cursor.fetchall():
            yield Batch(batch_id, tenant_id, NAME, load_lines(row_ids))


def draw_parcels(count: int, seed: int) -> Iterator[tuple[int, bytes]]:
    """Yield parcels of drawn orders, one line an order."""
    dice, encoder = random.Random(seed), msgspec.json.Encoder()
    for start in range(0, count, PARCEL):
        lines = [
            _draw(dice, seed * 10**9 + number, count) for number in range(start, min(start + PARCEL, count))
        ]
        yield len(lines), encoder.encode_lines(lines)


def _draw(dice: random.Random, number: int, count: int) -> dict[str, object]:
    order_id, party_id = UUID(int=number), UUID(int=10**20 + dice.randrange(max(count // 10, 1)))
    month, day = dice.randrange(MONTHS), dice.randrange(1, 29)
    price = dice.randrange(100, 20_000)
    line = {
        "line_id": UUID(int=2 * 10**20 + number),
        "position": 1,
        "sku": f"SKU{dice.randrange(500)}",
        "product_id": None,
        "description": "Drawn",
        "quantity": "1.0000",
        "unit_price": f"{price / 100:.2f}",
        "discount_minor": 0,
        "tax_minor": 0,
        "total_minor": price,
    }
    payload = {
        "order_id": order_id,
        "version": 1,
        "number": str(number),
        "source": "bench",
        "external_id": "",
        "kind": "order",
        "status": "placed",
        "party_id": party_id,
        "unit_id": None,
        "placed_at": f"{2025 + month // 12}-{month % 12 + 1:02}-{day:02}T12:00:00Z",
        "channel": dice.choice(("web", "store", "phone")),
        "country": "DE",
        "currency": "EUR",
        "tax_included": True,
        **dict.fromkeys(("subtotal_minor", "total_minor"), price),
        **dict.fromkeys(("discount_minor", "shipping_minor", "tax_minor", "paid_minor", "refunded_minor"), 0),
        "lines": [line],
    }
    return {"subject_id": order_id, "version": 1, "payload": payload}
