"""The relay: carries committed facts to their consumers, losing none and applying none twice.

It reads by snapshot difference: what the present snapshot sees and the consumer's stored one did not.
Reading by id loses facts whose transaction commits late; reading below xmin stalls behind long writers.
"""

import uuid
import zlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

import msgspec
import structlog
from django.db import connections, transaction

from rapport.kernel.outbox.bus import list_subscriptions
from rapport.kernel.outbox.contracts import Envelope, Subscription
from rapport.kernel.tenancy.api import as_tenant

log = structlog.get_logger(__name__)
_ROWS = """
select id, tenant_id, name, occurred_at, recorded_at, subject_kind, subject_id, subject_version,
       actor_id, unit_id, cause_id, payload, body
  from fact
 where xid >= pg_snapshot_xmin(%(seen)s::pg_snapshot)
   and not pg_visible_in_snapshot(xid, %(seen)s::pg_snapshot)
   and name = any(%(names)s)
 order by tenant_id, id
"""
_MOVE = """
insert into fact_cursor (consumer, snapshot) values (%s, %s)
on conflict (consumer) do update set snapshot = excluded.snapshot, moved_at = now()
"""
BATCH = 500


def relay_once() -> int:
    """Carry whatever is new to every consumer; returns the number of facts delivered."""
    return sum(_serve(subscription) for subscription in list_subscriptions())


def make_partitions(days: int = 7) -> None:
    """Make the coming days' partitions of the fact table."""
    with connections["relay"].cursor() as cursor:
        cursor.execute("select fact_make_days(%s)", [days])


def _serve(subscription: Subscription) -> int:
    rows, seen = _read(subscription)
    delivered = 0
    for tenant_id, group in groupby(rows, key=lambda row: row[1]):
        for batch in _batches(list(group)):
            _deliver(subscription, tenant_id, batch)
            delivered += len(batch)
    with connections["relay"].cursor() as cursor:
        cursor.execute(_MOVE, [subscription.consumer, seen])
    return delivered


def _read(subscription: Subscription) -> tuple[list[tuple[Any, ...]], str]:
    """Return the facts this consumer has not had, and the snapshot that saw them."""
    with transaction.atomic(using="relay"), connections["relay"].cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read")
        cursor.execute("select snapshot::text from fact_cursor where consumer = %s", [subscription.consumer])
        known = cursor.fetchone()
        cursor.execute("select pg_current_snapshot()::text")
        current = cursor.fetchone()
        seen = known[0] if known else "1:1:"
        cursor.execute(_ROWS, {"seen": seen, "names": sorted(subscription.names)})
        return cursor.fetchall(), current[0] if current else seen


def _batches(rows: Sequence[tuple[Any, ...]]) -> Iterator[list[Envelope]]:
    """Split a tenant's rows into batches; a parcel is a batch of its own, so a repeat is the same batch."""
    singles: list[Envelope] = []
    for row in rows:
        if row[12] is None:
            singles.append(_envelope(row, row[0], row[6], row[7], msgspec.json.decode(row[11])))
            if len(singles) == BATCH:
                yield singles
                singles = []
        else:
            if singles:
                yield singles
                singles = []
            yield list(_unpack(row))
    if singles:
        yield singles


def _unpack(row: tuple[Any, ...]) -> Iterator[Envelope]:
    for number, line in enumerate(zlib.decompress(row[12]).splitlines()):
        item = msgspec.json.decode(line)
        yield _envelope(
            row,
            uuid.uuid5(row[0], str(number)),
            UUID(item["subject_id"]),
            item.get("version"),
            item["payload"],
        )


def _envelope(
    row: tuple[Any, ...], fact_id: UUID, subject_id: UUID, version: int | None, payload: dict[str, Any]
) -> Envelope:
    return Envelope(
        id=fact_id,
        tenant_id=row[1],
        name=row[2],
        occurred_at=row[3],
        recorded_at=row[4],
        subject_kind=row[5],
        subject_id=subject_id,
        subject_version=version,
        actor_id=row[8],
        unit_id=row[9],
        cause_id=row[10],
        payload=payload,
    )


def _deliver(subscription: Subscription, tenant_id: UUID, batch: list[Envelope]) -> None:
    """Give a batch to its handler; one that fails is split, and the fact at fault is parked."""
    try:
        _apply(subscription, tenant_id, batch)
    except Exception as error:
        if len(batch) > 1:
            for envelope in batch:
                _deliver(subscription, tenant_id, [envelope])
            return
        log.exception("fact parked", consumer=subscription.consumer, fact=str(batch[0].id))
        _park(subscription, batch[0], error)


def _apply(subscription: Subscription, tenant_id: UUID, batch: list[Envelope]) -> None:
    with as_tenant(tenant_id):
        fresh = _claim(subscription.consumer, batch)
        if fresh:
            subscription.handler(fresh)


def _claim(consumer: str, batch: list[Envelope]) -> list[Envelope]:
    """Write the inbox rows of the batch and return the facts not had before."""
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "insert into inbox_row (consumer, batch_id) select %s, unnest(%s::uuid[])"
            " on conflict do nothing returning batch_id",
            [consumer, [envelope.id for envelope in batch]],
        )
        fresh = {row[0] for row in cursor.fetchall()}
    return [envelope for envelope in batch if envelope.id in fresh]


def _park(subscription: Subscription, envelope: Envelope, error: Exception) -> None:
    with connections["relay"].cursor() as cursor:
        cursor.execute(
            "insert into parked_fact (tenant_id, consumer, fact_id, envelope, reason)"
            " values (%s, %s, %s, %s, %s)",
            [
                envelope.tenant_id,
                subscription.consumer,
                envelope.id,
                msgspec.json.encode(envelope).decode(),
                f"{type(error).__name__}: {error}"[:2000],
            ],
        )
