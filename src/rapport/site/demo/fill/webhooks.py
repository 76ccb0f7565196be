"""A demo shop's warehouse that is told of orders: what arrived, late, never, or again."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import accumulate

from rapport.kernel.identity.api import Actor
from rapport.kernel.subscribers.api import (
    PAUSES,
    add_subscriber,
    get_dispatch,
    note_outcome,
    replay_dispatch,
    send_test,
)
from rapport.kernel.subscribers.contracts import Dispatch, Outcome, SubscriberInfo, Target
from rapport.kernel.work.api import work_as_of
from rapport.site.demo.records import Shop

OK = Outcome(200, "", '{"ok":true}', 84)
BUSY = Outcome(503, "", "Service Unavailable", 412)
REFUSED = Outcome(422, "", '{"error":"unknown warehouse"}', 97)
Try = tuple[timedelta, int, Outcome | None]
"""How long before now, which dispatch, and what became of the try; None has it sent again."""


def fill_webhooks(shop: Shop, now: datetime, *, actor: Actor) -> None:
    """Subscribe the warehouse, and try as the rules would have: one is still on its way.

    It is told what happens from now on, so the shop must be filled before.
    """
    url = f"https://warehouse.{shop.slug}.example.com/rapport"
    subscriber, _secret = add_subscriber("Warehouse 仓库", url, ["order.*", "return.*"], actor=actor)
    begun: dict[int, Dispatch] = {}
    for before, number, outcome in sorted(_tries(), key=lambda one: (-one[0], one[1])):
        with work_as_of(now - before):
            if number not in begun:
                begun[number] = _begin(subscriber, actor)
            if outcome is None:
                replay_dispatch(subscriber.id, begun[number].id, actor=actor)
                continue
            row = get_dispatch(subscriber.id, begun[number].id, actor=actor)
            dispatch = Dispatch(row.id, row.webhook_id, row.name, row.body, row.tries)
            note_outcome(Target(subscriber.id, url, ()), dispatch, outcome, actor=actor)


def _begin(subscriber: SubscriberInfo, actor: Actor) -> Dispatch:
    row = get_dispatch(subscriber.id, send_test(subscriber.id, actor=actor), actor=actor)
    return Dispatch(row.id, row.webhook_id, row.name, row.body, row.tries)


def _tries() -> Iterator[Try]:
    day, moment = timedelta(days=1), timedelta(seconds=1)
    yield 6 * day, 1, OK
    yield 5 * day, 2, BUSY
    yield 5 * day - PAUSES[0] * moment, 2, OK
    yield from _refused(3, timedelta(days=4, hours=12), 1 + len(PAUSES), REFUSED)
    for number, days in ((4, 4), (5, 3), (6, 2), (7, 1)):
        yield days * day, number, OK
    yield timedelta(hours=20), 7, None
    yield timedelta(hours=20) - moment, 7, OK
    yield from _refused(8, timedelta(hours=3, minutes=25), 6, BUSY)


def _refused(number: int, before: timedelta, times: int, outcome: Outcome) -> Iterator[Try]:
    """Tries with the pauses the rules make between them."""
    for after in accumulate((0, *PAUSES[: times - 1])):
        yield before - timedelta(seconds=after), number, outcome
