"""Take a batch in: check each event, write what is believed as facts, keep the rest apart, in one stroke."""

import hashlib
import hmac
import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from django.db import connection

from rapport.bigdata.ingest.contracts import SYSTEM, Holder, Refusal, Rows, Taken
from rapport.bigdata.ingest.events import BehaviourRecorded, VisitorIdentified
from rapport.bigdata.ingest.models import SLOTS, EventName, RejectedEvent
from rapport.bigdata.ingest.operations.sources import VAULT
from rapport.bigdata.ingest.queries import list_own_names
from rapport.bigdata.ingest.rules.checking import STANDARD, Checked, Event, Fault, check_event
from rapport.bigdata.ingest.rules.reading import Posted
from rapport.kernel.identity.api import system_actor
from rapport.kernel.ids import named_id, new_id
from rapport.kernel.metering.api import count_usage
from rapport.kernel.outbox.api import PARCEL
from rapport.kernel.statements import execute_planned, pipelined
from rapport.kernel.vault.api import take_out
from rapport.kernel.work.api import Work, unit_of_work

METER = "events"
OWN_NAMES = 500
"""How many names of its own a business may use; more would be data put into names."""
TOLD = 20
"""Refusals told to the sender; the others are only kept."""
KEPT_A_DAY = 10_000
"""Refused events of a source that are kept a day (UTC); a flood of more is only counted."""
_NAMING = "select pg_advisory_xact_lock(hashtextextended('event_name' || %s, 0))"
_REFUSED = "select coalesce(sum(rejected), 0) from event_source_day where source_id = %s and day = %s"
_COUNT = """
insert into event_source_day (id, source_id, day, slot, accepted, rejected, last_at)
values (%s, %s, %s, %s, %s, %s, %s)
on conflict (tenant_id, source_id, day, slot) do update
   set accepted = event_source_day.accepted + excluded.accepted,
       rejected = event_source_day.rejected + excluded.rejected,
       last_at = greatest(event_source_day.last_at, excluded.last_at)
"""
_encode = msgspec.json.Encoder().encode


def take_events(holder: Holder, posted: Posted, *, received_at: datetime, rows: Rows | None = None) -> Taken:
    """Keep a batch of a source; when this returns, it is committed.

    Accepted plus rejected are all that were posted; `rows` says where in a file they stood. A repeated
    event is kept again, under its own id.
    """
    found = [
        check_event(raw, index, kind=holder.kind, sent_at=posted.sent_at, received_at=received_at)
        for index, raw in enumerate(posted.events)
    ]
    with unit_of_work(system_actor(holder.tenant_id)) as work:
        found = _limit_names(holder.tenant_id, found, posted.events, received_at)
        kept = [one for one in found if isinstance(one, Checked)]
        faults = [one for one in found if isinstance(one, Fault)]
        apart = faults[: _find_room(holder, received_at)] if faults else []
        with pipelined():
            work.record_bulk(BehaviourRecorded.name, "visitor", _parcels(holder, kept, received_at))
            _keep_apart(holder, apart, received_at, rows)
            _count(holder, len(kept), len(faults), received_at)
        _identify(holder, kept, work)
    return Taken(
        len(kept), len(faults), tuple(Refusal(one.index, one.field, one.reason) for one in faults[:TOLD])
    )


def visitor_id_of(holder: Holder, event: Event) -> UUID:
    """Return the id of whoever an event is about: the visitor's where there is one, else the user's."""
    if event.visitor:
        return named_id(holder.tenant_id, f"visitor:{event.visitor}")
    return user_id_of(holder.tenant_id, holder.system, str(event.user))


def user_id_of(tenant_id: UUID, system: str, user: str) -> UUID:
    """Return under which id of a visitor events stand that say a customer's number and no visitor."""
    return named_id(tenant_id, f"user:{user}" if system == SYSTEM else f"user:{system}:{user}")


def _limit_names(
    tenant_id: UUID, found: Sequence[Checked | Fault], raws: Sequence[bytes], now: datetime
) -> list[Checked | Fault]:
    strange = {one.event.event for one in found if isinstance(one, Checked)} - STANDARD
    if not strange:
        return list(found)
    known = list_own_names()
    if strange - known and len(known) < OWN_NAMES:
        with connection.cursor() as cursor:  # other batches may name some of theirs just now
            cursor.execute(_NAMING, [str(tenant_id)])
        known = list_own_names()
    fresh = sorted(strange - known)[: max(0, OWN_NAMES - len(known))]
    EventName.objects.bulk_create(
        [EventName(name=name, first_at=now) for name in fresh], ignore_conflicts=True
    )
    allowed = STANDARD | known | set(fresh)
    return [
        one
        if isinstance(one, Fault) or one.event.event in allowed
        else Fault(index, "event", f"more than {OWN_NAMES} names of events", raws[index])
        for index, one in enumerate(found)
    ]


def _parcels(holder: Holder, kept: Sequence[Checked], received_at: datetime) -> Iterator[tuple[int, bytes]]:
    for start in range(0, len(kept), PARCEL):
        part = kept[start : start + PARCEL]
        lines = b"\n".join(_line(holder, one, received_at) for one in part)
        yield len(part), lines


def _line(holder: Holder, one: Checked, received_at: datetime) -> bytes:
    event = one.event
    visitor_id = visitor_id_of(holder, event)
    fact = BehaviourRecorded(
        visitor_id=visitor_id,
        event_id=event.id or str(new_id()),
        event=event.event,
        source_id=holder.source_id,
        happened_at=one.told.happened_at,
        received_at=received_at,
        claimed_at=one.told.claimed_at,
        visitor=event.visitor,
        user=event.user,
        session=event.session,
        url=event.url,
        title=event.title,
        referrer=event.referrer,
        sku=event.sku,
        product=event.product,
        category=event.category,
        quantity=event.quantity,
        price=event.price,
        value=event.value,
        currency=event.currency,
        query=event.query,
        order=event.order,
        language=event.language,
        more=one.more or None,
        system=holder.system,
    )
    return _encode({"subject_id": visitor_id, "version": None, "payload": fact})


def _identify(holder: Holder, kept: Sequence[Checked], work: Work) -> None:
    said = [one for one in kept if one.event.event == "identify" and (one.event.user or one.event.email)]
    if not said:
        return
    secret = take_out(holder.secret, VAULT)
    for one in said:
        event = one.event
        work.record(
            VisitorIdentified(
                visitor_id=visitor_id_of(holder, event),
                source_id=holder.source_id,
                happened_at=one.told.happened_at,
                proved=holder.kind == "server" or _is_signed(event, secret),
                visitor=event.visitor,
                user=event.user,
                email=event.email,
                phone=event.phone,
                full_name=event.name,
                system=holder.system,
            )
        )


def sign_identity(secret: str, user: str | None, email: str | None) -> str:
    """Return what a shop's server hands its page: HMAC-SHA256 (RFC 2104) over user and e-mail, as hex."""
    return hmac.new(secret.encode(), f"{user or ''}\n{email or ''}".encode(), hashlib.sha256).hexdigest()


def _is_signed(event: Event, secret: str) -> bool:
    expected = sign_identity(secret, event.user, event.email)
    return event.signature is not None and hmac.compare_digest(event.signature.encode(), expected.encode())


def _keep_apart(holder: Holder, faults: Sequence[Fault], now: datetime, rows: Rows | None) -> None:
    """Keep what is refused so that it can be taken again, as long as it is no flood."""
    RejectedEvent.objects.bulk_create(
        RejectedEvent(
            source_id=holder.source_id,
            file_name=rows.file_name if rows else "",
            row=rows.before + one.index + 1 if rows else None,
            field=one.field[:40],
            reason=one.reason[:200],
            raw=one.raw,
            received_at=now,
        )
        for one in faults
    )


def _find_room(holder: Holder, now: datetime) -> int:
    """Return how many more refused events of a source are kept today."""
    with connection.cursor() as cursor:
        cursor.execute(_REFUSED, [holder.source_id, now.date()])
        return max(0, KEPT_A_DAY - int((cursor.fetchone() or (0,))[0]))


def _count(holder: Holder, accepted: int, rejected: int, now: datetime) -> None:
    slot = secrets.randbelow(SLOTS)
    row = (new_id(), holder.source_id, now.date(), slot, accepted, rejected, now)
    execute_planned(_COUNT, row)
    if accepted:
        count_usage(METER, accepted)
