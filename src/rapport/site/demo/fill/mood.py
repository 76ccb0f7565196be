"""What customers of a demo shop said: its letters and its reviews are read as they would be every day."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from rapport.analytical.mood.api import take_past, take_texts
from rapport.analytical.mood.contracts import TextDraft
from rapport.kernel.identity.api import Actor
from rapport.site.demo.records import Order, Shop
from rapport.site.demo.reviews import list_reviews

SYSTEM, EVERY, WRITTEN = "reviews", timedelta(days=12), timedelta(days=9)


def fill_reviews(shop: Shop, ids: dict[str, UUID], now: datetime, *, actor: Actor) -> None:
    """Have some who bought write of it, and note the letters that are there; a job reads both."""
    drafts = list(enumerate(_draw(shop, ids, now)))
    refused = [one for one in take_texts(drafts, "create", actor=actor) if one.outcome != "created"]
    if refused:
        raise ValueError(refused[0].reason)
    take_past(actor=actor)


def _draw(shop: Shop, ids: dict[str, UUID], now: datetime) -> Iterator[TextDraft]:
    """Each is of the last order before its day with such a product, by a customer who wrote none yet."""
    orders, wrote = sorted(shop.orders, key=lambda order: order.at, reverse=True), set[str]()
    for number, (start, words) in enumerate(list_reviews(shop)):
        latest = now - number * EVERY - WRITTEN
        order, sku = next(
            (order, sku)
            for order in orders
            if order.customer and order.customer not in wrote and order.at <= latest
            for sku in _bought(order, start)
        )
        wrote.add(order.customer)
        at = min(order.at + WRITTEN, now)
        yield TextDraft(f"r-{number + 1}", words, at, "review", SYSTEM, "web", ids[order.customer], sku)


def _bought(order: Order, start: str) -> list[str]:
    return [line.sku for line in order.lines if line.sku.startswith(start)][:1]
