"""What visitors of a demo shop did in the last two weeks, told by its pages; some of it told wrongly."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

import msgspec

from rapport.bigdata.ingest.api import add_source, find_holder, read_json, take_events
from rapport.kernel.identity.api import Actor
from rapport.site.demo.records import Product, Shop

DAYS, VISITS = 14, 9
NAMES = {"en": "Web shop", "zh-hans": "网店"}
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
    site = f"https://{shop.slug}.example"
    for day in range(DAYS, 0, -1):
        at = now - timedelta(days=day)
        events = [event for _ in range(VISITS) for event in _visit(random, shop, site, at)]
        if day == 1:
            events += BROKEN
        take_events(holder, read_json(msgspec.json.encode(events)), received_at=at)


def _visit(random: Random, shop: Shop, site: str, end: datetime) -> list[dict[str, Any]]:
    """One visit: pages and products, sometimes a search, a cart, an order."""
    visitor = f"{random.getrandbits(64):016x}"
    begin = end - timedelta(minutes=random.randrange(30, 20 * 60))
    looked = random.choices(shop.products, k=random.randrange(1, 6))
    steps: list[dict[str, Any]] = [{"event": "page", "url": f"{site}/", "title": shop.name}]
    if random.random() < 0.3:
        steps.append({"event": "search", "query": looked[0].name.split()[0]})
    steps += [{"event": "product", "url": f"{site}/{one.sku}", **_goods(shop, one)} for one in looked]
    if random.random() < 0.4:
        steps.append({"event": "cart", "quantity": 1, **_goods(shop, looked[-1])})
        if random.random() < 0.5:
            steps.append({"event": "checkout", "url": f"{site}/checkout"})
    return [
        {
            "id": f"{random.getrandbits(128):032x}",
            "visitor": visitor,
            "session": f"{visitor}.1",
            "at": (begin + timedelta(seconds=20 * number)).isoformat(),
            **step,
        }
        for number, step in enumerate(steps)
    ]


def _goods(shop: Shop, product: Product) -> dict[str, Any]:
    known = {"sku": product.sku, "product": product.name, "category": product.category}
    price = product.prices.get(shop.currency)
    return known if price is None else {**known, "price": str(price), "currency": shop.currency}
