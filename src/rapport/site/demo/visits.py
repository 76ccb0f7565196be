"""One visit of a shop's pages, step by step, as its pages tell of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from rapport.site.demo.records import Product

STEP = timedelta(seconds=20)
SEARCHES, FILLS_CART, CHECKS_OUT = 0.3, 0.4, 0.5


@dataclass(frozen=True, slots=True)
class Front:
    """What a visitor sees of a shop: its name, its goods and their prices."""

    slug: str
    name: str
    currency: str
    products: Sequence[Product]

    @property
    def site(self) -> str:
        """Where its pages lie."""
        return f"https://{self.slug}.example"


def draw_visit(random: Random, front: Front, visitor: str, begin: datetime) -> list[dict[str, Any]]:
    """Return the events of a visit: pages and products, sometimes a search, a cart, a checkout."""
    looked = random.choices(front.products, k=random.randrange(1, 6))
    steps: list[dict[str, Any]] = [{"event": "page", "url": f"{front.site}/", "title": front.name}]
    if random.random() < SEARCHES:
        steps.append({"event": "search", "query": looked[0].name.split()[0]})
    steps += [
        {"event": "product", "url": f"{front.site}/{one.sku}", **goods_of(front, one)} for one in looked
    ]
    if random.random() < FILLS_CART:
        steps.append({"event": "cart", "quantity": 1, **goods_of(front, looked[-1])})
        if random.random() < CHECKS_OUT:
            steps.append({"event": "checkout", "url": f"{front.site}/checkout"})
    return [
        {
            "id": f"{random.getrandbits(128):032x}",
            "visitor": visitor,
            "session": f"{visitor}.1",
            "at": (begin + number * STEP).isoformat(),
            **step,
        }
        for number, step in enumerate(steps)
    ]


def goods_of(front: Front, product: Product) -> dict[str, Any]:
    """Return what an event says of a product; the price where it is sold in the shop's currency."""
    known = {"sku": product.sku, "product": product.name, "category": product.category}
    price = product.prices.get(front.currency)
    return known if price is None else {**known, "price": str(price), "currency": front.currency}
