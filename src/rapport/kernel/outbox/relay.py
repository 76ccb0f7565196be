"""The relay: carries committed facts to their consumers, losing none and applying none twice.

It reads by snapshot difference: what the present snapshot sees and the consumer's stored one did not.
Reading by id loses facts whose transaction commits late; reading below xmin stalls behind long writers.
"""

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby
from typing import Any
from uuid import UUID

import structlog
from django.db import InterfaceError, OperationalError, connections
from django.utils import timezone

from rapport.kernel.outbox.ageing import Ageing
from rapport.kernel.outbox.bus import list_subscriptions
from rapport.kernel.outbox.contracts import Envelope, Subscription
from rapport.kernel.outbox.inbox import claim, claim_parcel
from rapport.kernel.outbox.parking import is_asked, keep_parked, list_asked, park, reason_of, unpark
from rapport.kernel.outbox.pruning import prune
from rapport.kernel.outbox.reading import FACTS, read_envelope, unpack_parcel
from rapport.kernel.outbox.windows import open_window, present_snapshot
from rapport.kernel.tenancy.api import as_tenant

log = structlog.get_logger(__name__)
_NEW = """
 where xid >= pg_snapshot_xmin(%(seen)s::pg_snapshot)
   and not pg_visible_in_snapshot(xid, %(seen)s::pg_snapshot)
   and (name = any(%(names)s)
        or (tenant_id, name) in (select * from unnest(%(tenants)s::uuid[], %(wanted)s::text[])))
 order by tenant_id, id
"""
_ROWS = FACTS + _NEW
BATCH = 500
READ = 50
"""Rows fetched at a time; each may be a parcel of 500 facts."""
IDLE_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class _Batch:
    """What a consumer is given at once: single facts, or those of a parcel, which is claimed whole."""

    facts: list[Envelope]
    parcel: UUID | None = None

    def claim(self, consumer: str) -> set[UUID]:
        """Claim its facts in the current transaction; returns the ids of those never had."""
        ids = [envelope.id for envelope in self.facts]
        return claim(consumer, ids) if self.parcel is None else claim_parcel(consumer, self.parcel, ids)

    def singly(self) -> "Iterator[_Batch]":
        """Yield each fact as a batch of its own."""
        return (_Batch([envelope]) for envelope in self.facts)


def relay_once() -> int:
    """Carry whatever is new, or asked for again, to every consumer; returns the number of facts delivered."""
    subscriptions = list_subscriptions()
    delivered = sum(_serve(subscription) for subscription in subscriptions)
    if is_asked([subscription.consumer for subscription in subscriptions]):
        delivered += sum(_serve_again(subscription) for subscription in subscriptions)
    return delivered


def run_relay(stopped: threading.Event) -> None:
    """Carry facts until `stopped` is set; a lost server is waited for, and nothing is lost meanwhile."""
    partitioned: date | None = None
    quiet: str | None = None
    ageing: Ageing | None = None
    delivered = 0
    while not stopped.is_set():
        try:
            if partitioned != timezone.now().date():
                make_partitions()
                prune()
                ageing = Ageing()
                partitioned = timezone.now().date()
            if ageing and not ageing.let_go():
                ageing = None
            present = present_snapshot()
            delivered = relay_once() if present != quiet else 0
            quiet = None if delivered else present
        except (OperationalError, InterfaceError) as error:
            log.warning("relay waits for the database", reason=str(error))
            for connection in connections.all():
                connection.close()
            delivered = 0
        if not delivered:
            stopped.wait(IDLE_SECONDS)


def make_partitions(days: int = 7) -> None:
    """Make the coming days' partitions of the fact table."""
    with connections["relay"].cursor() as cursor:
        cursor.execute("select fact_make_days(%s)", [days])


def _serve(subscription: Subscription) -> int:
    """Deliver one consumer's window in one pass; its cursor moves when all of it is delivered."""
    delivered = 0
    with open_window(subscription.consumer) as window:
        if window is None:
            return 0
        with connections["relay"].chunked_cursor() as facts:
            facts.execute(_ROWS, {"seen": window.seen, **subscription.sought()})
            rows = iter(lambda: facts.fetchmany(READ), [])
            for tenant_id, group in groupby(chain.from_iterable(rows), key=lambda row: row[1]):
                for batch in _batches(group):
                    _deliver(subscription, tenant_id, batch)
                    delivered += len(batch.facts)
        window.close(delivered)
    return delivered


def _batches(rows: Iterable[tuple[Any, ...]]) -> Iterator[_Batch]:
    """Split a tenant's rows into batches; a parcel is one of its own."""
    singles: list[Envelope] = []
    for row in rows:
        if row[12] is None:
            singles.append(read_envelope(row))
            if len(singles) == BATCH:
                yield _Batch(singles)
                singles = []
        else:
            if singles:
                yield _Batch(singles)
                singles = []
            yield _Batch(list(unpack_parcel(row)), parcel=row[0])
    if singles:
        yield _Batch(singles)


def _deliver(subscription: Subscription, tenant_id: UUID, batch: _Batch) -> None:
    """Give a batch to its handler; one that fails is split, and the fact at fault is parked."""
    try:
        _apply(subscription, tenant_id, batch)
    except (OperationalError, InterfaceError):
        raise  # the server's trouble, not the fact's: the whole window is delivered again
    except Exception as error:
        if len(batch.facts) > 1 or batch.parcel:
            for one in batch.singly():
                _deliver(subscription, tenant_id, one)
            return
        (fact,) = batch.facts
        log.exception("fact parked", consumer=subscription.consumer, fact=str(fact.id))
        park(subscription.consumer, fact, error)


def _apply(subscription: Subscription, tenant_id: UUID, batch: _Batch) -> None:
    with as_tenant(tenant_id):
        new = batch.claim(subscription.consumer)
        fresh = [envelope for envelope in batch.facts if envelope.id in new]
        if fresh:
            subscription.handler(fresh)


def _serve_again(subscription: Subscription) -> int:
    """Give a consumer the parked facts somebody asked for; those with an effect now are parked no longer."""
    digested = 0
    for parked, envelope in list_asked(subscription.consumer):
        try:
            _apply(subscription, envelope.tenant_id, _Batch([envelope]))
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:
            log.exception("fact parked again", consumer=subscription.consumer, fact=str(envelope.id))
            keep_parked(parked, reason_of(error))
        else:
            unpark([parked])
            digested += 1
    return digested
