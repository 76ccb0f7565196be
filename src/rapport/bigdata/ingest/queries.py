"""Reads of sources, of whoever shows a key, and of what was kept apart."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import cast
from uuid import UUID

from django.db import connection
from django.db.models import Max, QuerySet, Sum

from rapport.bigdata.ingest.contracts import DayCount, Holder, SourceKind, SourceLine
from rapport.bigdata.ingest.models import EventFile, EventName, EventSource, RejectedEvent, SourceDay
from rapport.bigdata.ingest.rules.checking import STANDARD
from rapport.kernel.errors import Forbidden, Missing
from rapport.kernel.identity.api import Actor, Scope
from rapport.kernel.tenancy.api import as_tenant

_HOLDER = (
    "select tenant_id, source_id, kind, origins, per_minute, secret, system from event_source_holder(%s)"
)


def digest_key(key: str) -> bytes:
    """Return what is kept of a key."""
    return hashlib.sha256(key.encode()).digest()


def find_holder(key: str) -> Holder | None:
    """Return the active source whose key this is, of whichever business; None for any other text."""
    with connection.cursor() as cursor:
        cursor.execute(_HOLDER, [digest_key(key)])
        row = cursor.fetchone()
    if row is None:
        return None
    tenant_id, source_id, kind, origins, per_minute, secret, system = row
    return Holder(tenant_id, source_id, kind, frozenset(origins), per_minute, bytes(secret), system)


def holder_of(row: EventSource) -> Holder:
    """Return a source as whoever shows its key."""
    kind = cast("SourceKind", row.kind)
    return Holder(
        row.tenant_id, row.id, kind, frozenset(row.origins), row.per_minute, bytes(row.secret), row.system
    )


def require(actor: Actor, verb: str) -> None:
    """Raise `Forbidden` unless the right reaches all: events are of the whole business."""
    if actor.require(verb, "source") is not Scope.ALL:
        raise Forbidden("Only who may do this for the whole business.", code="not-permitted")


def list_sources(actor: Actor) -> QuerySet[EventSource]:
    """Return the sources of the business, for who may view them."""
    require(actor, "view")
    return EventSource.objects.all()


def get_source(source_id: UUID, *, actor: Actor, verb: str = "view", lock: bool = False) -> EventSource:
    """Return a source, locked where asked; raises `Missing`, `Forbidden`."""
    require(actor, verb)
    rows = EventSource.objects.filter(id=source_id)
    found = (rows.select_for_update() if lock else rows).first()
    if found is None:
        raise Missing("There is no such source.")
    return found


def list_days(source_ids: Sequence[UUID], *, since: date) -> dict[UUID, list[DayCount]]:
    """Return what came from these sources on each day (UTC) from `since` on, oldest first."""
    rows = (
        SourceDay.objects.filter(source_id__in=source_ids, day__gte=since)
        .values("source_id", "day")
        .annotate(accepted_sum=Sum("accepted"), rejected_sum=Sum("rejected"), newest=Max("last_at"))
        .order_by("source_id", "day")
    )
    found: dict[UUID, list[DayCount]] = {source_id: [] for source_id in source_ids}
    for row in rows:
        found[row["source_id"]].append(
            DayCount(row["day"], row["accepted_sum"], row["rejected_sum"], row["newest"])
        )
    return found


def count_taken(source_id: UUID, *, actor: Actor) -> int:
    """Return how many events were ever accepted of a source; raises `Missing`, `Forbidden`."""
    with as_tenant(actor.tenant_id):
        get_source(source_id, actor=actor)
        found = SourceDay.objects.filter(source_id=source_id).aggregate(all=Sum("accepted"))
    return int(found["all"] or 0)


def list_rejected(source_id: UUID, *, actor: Actor) -> QuerySet[RejectedEvent]:
    """Return what was kept apart of a source; raises `Missing`."""
    get_source(source_id, actor=actor)
    return RejectedEvent.objects.filter(source_id=source_id)


def list_files(source_id: UUID, *, actor: Actor) -> QuerySet[EventFile]:
    """Return the files of events that came for a source; raises `Missing`."""
    get_source(source_id, actor=actor)
    return EventFile.objects.filter(source_id=source_id)


def list_own_names() -> frozenset[str]:
    """Return the names of events the current tenant uses beside the standard ones."""
    return frozenset(EventName.objects.values_list("name", flat=True))


def list_event_names() -> frozenset[str]:
    """Return every name an event of the current tenant may have: the standard ones, and its own."""
    return STANDARD | list_own_names()


def count_day(day: date) -> tuple[int, int]:
    """Return how many events of the current tenant were accepted and rejected on a day (UTC)."""
    found = SourceDay.objects.filter(day=day).aggregate(accepted=Sum("accepted"), rejected=Sum("rejected"))
    return int(found["accepted"] or 0), int(found["rejected"] or 0)


def line_of(row: EventSource) -> SourceLine:
    """Return what may be shown of a source."""
    return SourceLine(
        id=row.id,
        name=row.name,
        kind=cast("SourceKind", row.kind),
        origins=tuple(row.origins),
        per_minute=row.per_minute,
        system=row.system,
        active=row.active,
        hint=row.hint,
        key=row.key,
        created_at=row.created_at,
    )


def text_of(row: RejectedEvent) -> str:
    """Return the beginning of a rejected event as text."""
    return bytes(row.raw)[:2000].decode("utf-8", "replace").replace("\0", "�")
