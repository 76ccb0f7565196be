"""What tests of the room share: events as they travel in the stream, and what they came to."""

import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import msgspec
from django.db import connection
from tests.house import Shop

from rapport.bigdata.ingest.events import BehaviourRecorded
from rapport.bigdata.realtime.operations.taking import Taker
from rapport.bigdata.stream.api import Batch
from rapport.kernel.ids import new_id
from rapport.kernel.outbox.api import Envelope
from rapport.kernel.tenancy.api import as_tenant

SOURCE = UUID(int=7)
_TABLES = {
    "live_event": "id, visitor_id, event, thing, happened_at",
    "live_visitor": "id, seen_at, product_at, cart_at, checkout_at, order_at",
    "live_minute": "minute, measure, name, label, count",
    "trigger_firing": "trigger_id, visitor_id, window_at",
}


def ago(minutes: float) -> datetime:
    """Return a moment so many minutes ago."""
    return datetime.now(UTC) - timedelta(minutes=minutes)


def visitor(shop: Shop, name: str) -> UUID:
    """Return the id of a visitor of a name."""
    return uuid5(shop.tenant_id, name)


def event(shop: Shop, who: str, what: str, at: datetime, **more: Any) -> BehaviourRecorded:
    """Return what a visitor did; its id is its own unless one is given."""
    known: dict[str, Any] = {"event_id": str(new_id()), "received_at": at, **more}
    return BehaviourRecorded(
        visitor_id=visitor(shop, who), event=what, source_id=SOURCE, happened_at=at, visitor=who, **known
    )


def batch(shop: Shop, payloads: Iterable[Any], name: str = BehaviourRecorded.name) -> Batch:
    """Return facts as one message of the stream; each is a fact of its own, also of an event sent again."""
    now = datetime.now(UTC)
    lines = msgspec.json.Encoder().encode_lines(
        Envelope(
            id=new_id(),
            tenant_id=shop.tenant_id,
            name=name,
            occurred_at=now,
            recorded_at=now,
            subject_kind="visitor",
            subject_id=new_id(),
            subject_version=None,
            actor_id=None,
            unit_id=None,
            cause_id=None,
            payload=msgspec.to_builtins(one),
        )
        for one in payloads
    )
    return Batch(new_id(), shop.tenant_id, name, lines)


def tell(shop: Shop, *events: BehaviourRecorded) -> Taker:
    """Have events come in one message, and return who took them."""
    taker = Taker()
    taker.take([batch(shop, events)])
    return taker


def in_disorder(shop: Shop, events: Sequence[BehaviourRecorded], seed: int) -> list[Batch]:
    """Return messages that hold each event one to five times, some messages twice, all of it shuffled."""
    dice = random.Random(seed)
    repeated = [one for one in events for _ in range(dice.randint(1, 5))]
    dice.shuffle(repeated)
    batches = []
    while repeated:
        size = dice.randint(1, 12)
        batches.append(batch(shop, repeated[:size]))
        repeated = repeated[size:]
    batches += dice.sample(batches, len(batches) // 3)
    dice.shuffle(batches)
    return batches


def table(shop: Shop, name: str, where: str = "true") -> list[tuple[Any, ...]]:
    """Return the rows of a table of the room, without those ids that are a row's alone."""
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute(f"select {_TABLES[name]} from {name} where {where}")
        return sorted(cursor.fetchall(), key=repr)
