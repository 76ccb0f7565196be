"""The consumer of the live stream: what comes is kept, counted and answered by triggers in one transaction.

A batch has its inbox row, an event its own id: whatever is repeated, late or in disorder has one effect.
The transactions of a business follow one another, so that no rule misses what another process just wrote.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from uuid import UUID

import msgspec
import structlog
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from rapport.bigdata.ingest.events import BehaviourRecorded
from rapport.bigdata.realtime.contracts import Happening, Offer
from rapport.bigdata.realtime.operations import firing, keeping, sinks
from rapport.bigdata.realtime.operations.reading import read_event, read_link, read_offer, read_order
from rapport.bigdata.realtime.queries.triggers import list_active
from rapport.bigdata.realtime.rules.summing import add_up, count_minutes, follow_steps
from rapport.bigdata.realtime.rules.triggering import is_watched
from rapport.bigdata.stream.api import Batch, Reader
from rapport.kernel.outbox.api import claim, keep_parked, list_asked, park_text, reason_of, unpark
from rapport.kernel.tenancy.api import as_tenant

log = structlog.get_logger(__name__)
CONSUMER = "realtime"
ORDERS, LINKS, OFFERS = "order.placed.v1", "visitor.linked.v1", "product.offer_changed.v1"
_HEARD = (BehaviourRecorded.name, ORDERS, LINKS, OFFERS)
READER = Reader(CONSUMER, _HEARD, again_after=15.0, forgotten_after=86_400.0)
"""After a kill the rest comes again within seconds; nothing is kept for longer than it would be live."""
_ALONE = "select pg_advisory_xact_lock(hashtextextended('realtime' || %s, 0))"
_WRONG = (msgspec.MsgspecError, ValueError, KeyError)


@dataclass(slots=True)
class Read:
    """What batches tell, and the lines that tell nothing that can be understood."""

    events: list[Happening] = field(default_factory=list)
    linked: list[UUID] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    misfits: list[tuple[bytes, str]] = field(default_factory=list)


class Taker:
    """The consumer; `grown` names the businesses in which something happened since it was last emptied."""

    reader = READER

    def __init__(self) -> None:
        self.grown: set[UUID] = set()

    def take(self, batches: Sequence[Batch]) -> None:
        """Take batches in, each once, in whatever order and however often they come."""
        for tenant_id, group in groupby(sorted(batches, key=_tenant_of), key=_tenant_of):
            self._take(tenant_id, list(group))

    def _take(self, tenant_id: UUID, batches: list[Batch]) -> None:
        """Take a business's batches together; if that fails each alone, and one at fault is put aside."""
        try:
            if take_in(tenant_id, batches):
                self.grown.add(tenant_id)
        except (OperationalError, InterfaceError):
            raise  # the server's trouble, not the facts': they come again
        except Exception as error:
            if len(batches) > 1:
                for batch in batches:
                    self._take(tenant_id, [batch])
                return
            log.exception("a batch is parked", consumer=CONSUMER, batch=str(batches[0].id))
            _park(tenant_id, [(line, reason_of(error)) for line in batches[0].lines.splitlines()])

    def take_parked(self) -> None:
        """Take parked facts somebody asked for; those with an effect now are parked no longer."""
        for parked, envelope in list_asked(CONSUMER):
            read = Read()
            try:
                _sort_in(read, envelope.name, msgspec.json.encode(envelope))
                with as_tenant(envelope.tenant_id):
                    _wait_for_others(envelope.tenant_id)
                    _apply(envelope.tenant_id, read)
            except (OperationalError, InterfaceError):
                raise
            except Exception as error:
                keep_parked(parked, reason_of(error))
            else:
                unpark([parked])
                self.grown.add(envelope.tenant_id)


def take_in(tenant_id: UUID, batches: Sequence[Batch]) -> int:
    """Take batches of one business in, in one transaction; returns how many events were new."""
    with as_tenant(tenant_id):
        _wait_for_others(tenant_id)
        fresh = claim(CONSUMER, [batch.id for batch in batches])
        read = _read(batch for batch in batches if batch.id in fresh)
        _park(tenant_id, read.misfits)
        return _apply(tenant_id, read)


def _wait_for_others(tenant_id: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_ALONE, [str(tenant_id)])


def _apply(tenant_id: UUID, read: Read) -> int:
    now = timezone.now()
    kept = keeping.keep_events(read.events, now=now)
    done = [one for one in kept if one.visitor_id is not None]
    steps = follow_steps(done)
    keeping.keep_visitors(steps)
    keeping.keep_interests(done, steps)
    sinks.keep(add_up(done))
    triggers = list_active()
    visitors = sorted({*steps, *read.linked}, key=attrgetter("int"))
    known = sinks.recognise(visitors)
    used = {one.id for one in done if one.visitor_id in known or is_watched(one.event, triggers)}
    keeping.keep_minutes(*count_minutes(done, now=now, used=used))
    firing.answer(tenant_id, triggers, visitors, known, now=now)
    firing.answer_offers(tenant_id, triggers, read.offers, now=now)
    return len(kept)


def _read(batches: Iterable[Batch]) -> Read:
    read = Read()
    for batch in batches:
        for line in batch.lines.splitlines():
            try:
                _sort_in(read, batch.name, line)
            except _WRONG as error:
                read.misfits.append((line, reason_of(error)))
    return read


def _sort_in(read: Read, name: str, line: bytes) -> None:
    if name == LINKS:
        read.linked.append(read_link(line))
        return
    if name == OFFERS:
        offer = read_offer(line)
        read.offers += [offer] if offer is not None else []
        return
    found = read_order(line) if name == ORDERS else read_event(line)
    if found is not None:
        read.events.append(found)


def _park(tenant_id: UUID, misfits: Sequence[tuple[bytes, str]]) -> None:
    if not misfits:
        return
    with transaction.atomic(using="relay"):
        for line, reason in misfits:
            fact_id = UUID(msgspec.json.decode(line)["id"])
            park_text(CONSUMER, tenant_id, fact_id, line.decode(), reason)


def _tenant_of(batch: Batch) -> UUID:
    return batch.tenant_id
