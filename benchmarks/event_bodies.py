"""Events of a shop's pages as senders post them: seeded bodies, each sending of which has ids of its own."""

import random
import time
from datetime import UTC, datetime

import msgspec

BATCH = 100
NAMES = ("page", "page", "page", "product", "product", "search", "cart", "checkout")
VISITORS, PRODUCTS = 5_000, 2_000
_NUMBER = b"0000000000000000"


def draw_body(dice: random.Random, events: int = BATCH) -> bytes:
    """Return a batch of events, their ids still to be numbered."""
    now = datetime.now(UTC).isoformat()
    return msgspec.json.encode([_draw(dice, now, place) for place in range(events)])


def number_body(body: bytes, number: int) -> bytes:
    """Return the batch with ids nobody else has: those of this sending."""
    return body.replace(_NUMBER, b"%016d" % number)


def _draw(dice: random.Random, now: str, place: int) -> dict[str, object]:
    name = dice.choice(NAMES)
    visitor = dice.randrange(VISITORS)
    event: dict[str, object] = {
        "event": name,
        "id": f"{_NUMBER.decode()}-{place}",
        "visitor": f"v{visitor:07}",
        "session": f"s{visitor:07}",
        "at": now,
        "url": f"https://shop.example/{name}/{dice.randrange(10_000)}",
        "title": "Tea for a long afternoon",
        "language": "de-DE",
    }
    if name in ("product", "cart"):
        event |= {"sku": f"T-{dice.randrange(PRODUCTS)}", "price": "12.50", "currency": "EUR", "quantity": 1}
    return event


def sleep_until(moment: float) -> None:
    """Wait for a moment of the meter's clock; one that has passed is not waited for."""
    time.sleep(max(0.0, moment - time.perf_counter()))
