"""What visitors of a demo shop did in the last two weeks, told by its pages; some of it told wrongly."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

import msgspec

from rapport.bigdata.ingest.api import add_source, find_holder, read_json, take_events
from rapport.kernel.identity.api import Actor
from rapport.site.demo.records import Shop
from rapport.site.demo.visits import Front, draw_visit

DAYS, VISITS = 14, 9
NAMES = {"en": "Web shop (simulated)", "zh-hans": "网店（模拟）"}
"""What the demo's source is called; whoever shuts it stops the simulation."""
BROKEN: tuple[dict[str, Any], ...] = (
    {"event": "cart", "visitor": "v0", "sku": "T-1", "price": "on request"},
    {"event": "search", "query": "tea"},
)
"""What a page with a fault sends: a price in words, and nobody whose event it is."""


def fill_behaviour(shop: Shop, now: datetime, *, actor: Actor) -> None:
    """Add the shop's pages as a source, and send what visitors did on each of the last days."""
    random = Random(f"{shop.slug}:behaviour")
    _line, key = add_source(NAMES[shop.language], "site", actor=actor)
    holder = find_holder(key)
    assert holder is not None, "it was added just now"
    front = Front(shop.slug, shop.name, shop.currency, shop.products)
    for day in range(DAYS, 0, -1):
        at = now - timedelta(days=day)
        events = [event for _ in range(VISITS) for event in _visit(random, front, at)]
        if day == 1:
            events += BROKEN
        take_events(holder, read_json(msgspec.json.encode(events)), received_at=at)


def _visit(random: Random, front: Front, end: datetime) -> list[dict[str, Any]]:
    visitor = f"{random.getrandbits(64):016x}"
    begin = end - timedelta(minutes=random.randrange(30, 20 * 60))
    return draw_visit(random, front, visitor, begin)
