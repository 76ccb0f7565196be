"""Fill segments: who is in them by their conditions now, all customers or those something changed about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.utils import translation

from rapport.analytical.segmentation.contracts import insight_name
from rapport.analytical.segmentation.events import SegmentMoved
from rapport.analytical.segmentation.models import Segment, SegmentCount, SegmentMember
from rapport.analytical.segmentation.operations import statements as sql
from rapport.analytical.value.api import count_due, sum_worths
from rapport.customers.party.api import InsightDraft, record_insights
from rapport.kernel.filters.api import Filter, InvalidFilter, compile_sql, describe, parse
from rapport.kernel.identity.api import Actor, system_actor
from rapport.kernel.tenancy.api import TenantProfile, get_own_tenant
from rapport.kernel.work.api import Work, unit_of_work

KIND = "customer"
FILL = "segments.fill"
MODEL = "segment"
KEPT = timedelta(days=396)
MANY = 20_000
"""From so many changed customers on, everybody is looked at: one pass over all is cheaper."""


@dataclass(frozen=True, slots=True)
class Moves:
    """How many joined and left a segment in one filling."""

    joined: int
    left: int


def fill_all(*, actor: Actor) -> int:
    """Look at every customer for every segment, each in a transaction of its own; returns how many moved.

    What relative days mean moves with the clock, and so does what was learnt at night. Old moves go.
    """
    moved = 0
    with unit_of_work(actor):
        ids = list(Segment.objects.order_by("id").values_list("id", flat=True))
    for segment_id in ids:
        moved += fill_segment(segment_id, actor=actor)
    with unit_of_work(actor) as work, connection.cursor() as cursor:
        cursor.execute(sql.FORGET, [work.now - KEPT])
        cursor.execute(sql.FORGET_DAYS, [(work.now - KEPT).date()])
    return moved


def fill_segment(segment_id: UUID, *, actor: Actor) -> int:
    """Look at every customer for one segment; returns how many joined or left, 0 where it is gone.

    Two fillings of one segment wait for each other; a killed one leaves everything as it was.
    """
    with unit_of_work(actor) as work:
        return sum(_fill(one, None, work) for one in _lock(Segment.objects.filter(id=segment_id)))


def fill_due(*, actor: Actor) -> int:
    """Look again at the customers something changed about, for all segments; returns how many moved.

    Their worth is counted first where that is due as well. The list of them and what comes of it commit
    together: a killed run leaves them due.
    """
    count_due(actor=actor)
    with unit_of_work(actor) as work, connection.cursor() as cursor:
        cursor.execute(sql.TAKE_DUE)
        due = sorted(row[0] for row in cursor.fetchall())
        if not due:
            return 0
        some = due if len(due) < MANY else None
        return sum(_fill(one, some, work) for one in _lock(Segment.objects.all()))


def note_due(party_ids: Sequence[UUID]) -> None:
    """Note customers as due, in the running transaction of their tenant."""
    with connection.cursor() as cursor:
        cursor.execute(sql.NOTE_DUE, [sorted(party_ids)])


def tell_members(segment: Segment, parties: Iterator[tuple[UUID, bool]], work: Work) -> None:
    """Give customers their segment as an insight, or take it back, with the rule as its reason."""
    tenant = get_own_tenant(work.actor.tenant_id)
    name, reasons = insight_name(segment.code), _reasons(segment, tenant)
    drafts = (
        InsightDraft(party_id, name, None, segment.name, "", reasons)
        if inside
        else InsightDraft(party_id, name)
        for party_id, inside in parties
    )
    version = str(segment.version)
    record_insights(drafts, model=MODEL, model_version=version, as_of=work.now, actor=work.actor)


def _lock(rows: Any) -> list[Segment]:
    return list(rows.select_for_update().order_by("id"))


def _fill(segment: Segment, some: list[UUID] | None, work: Work) -> int:
    before = SegmentCount.objects.filter(segment_id=segment.id).first()
    some = some if before else None
    try:
        moves = _move(segment, some, work, told=before is not None)
    except InvalidFilter as error:  # a field it asks by was removed since
        reason = str(error.refusals[0].reason)[:300]
        SegmentCount.objects.filter(segment_id=segment.id).update(trouble=reason)
        return 0
    if some is not None and moves == Moves(0, 0):
        return 0
    _count(segment, before, moves if before else Moves(0, 0), work, whole=some is None)
    return moves.joined + moves.left


def _move(segment: Segment, some: list[UUID] | None, work: Work, *, told: bool) -> Moves:
    """Bring the members in line with the conditions and tell the customers; `told`, it is a move too."""
    rule = parse(segment.filter)
    found, params = compile_sql(rule, KIND, actor=system_actor(work.actor.tenant_id), now=work.now)
    values: dict[str, Any] = {"segment": segment.id, "some": some, "now": work.now}
    with connection.cursor() as cursor:
        _set_up(cursor)
        if some is None:
            cursor.execute(sql.FIND.format(found=found), params)
        else:
            cursor.execute(sql.FIND_SOME.format(found=found), (*params, some))
        cursor.execute("analyze segment_found")
        cursor.execute(sql.LEAVE, values)
        cursor.execute(sql.JOIN, values)
        cursor.execute(sql.COUNT)
        joined, left = cursor.fetchone() or (0, 0)
        moves = Moves(joined, left)
        if moves != Moves(0, 0):
            cursor.execute(sql.READ)
            moved = cursor.fetchall()
            tell_members(segment, iter(moved), work)
            if told:
                cursor.execute(sql.LOG, values)
                work.record(*(_fact(segment, party_id, inside, work.now) for party_id, inside in moved))
    return moves


def _set_up(cursor: CursorWrapper) -> None:
    """A tenant the statistics do not know must not be planned as one row."""
    cursor.execute("set local enable_nestloop = off")
    cursor.execute("drop table if exists pg_temp.segment_found, pg_temp.segment_change")


def _count(segment: Segment, before: SegmentCount | None, moves: Moves, work: Work, *, whole: bool) -> None:
    """Write what the segment holds: everybody counted, or what moved added to it."""
    inside = SegmentMember.objects.filter(segment_id=segment.id)
    worth = sum_worths(inside.values("party_id"))
    known = before.members + moves.joined - moves.left if before and not whole else None
    members = inside.count() if known is None else known
    SegmentCount.objects.update_or_create(
        segment_id=segment.id,
        defaults={
            "members": members,
            "revenue_minor": worth.revenue_minor,
            "ahead_minor": worth.ahead_minor,
            "counted_at": work.now,
            "trouble": "",
        },
    )
    zone = ZoneInfo(get_own_tenant(work.actor.tenant_id).zone)
    day: dict[str, Any] = {
        "segment": segment.id,
        "day": work.now.astimezone(zone).date(),
        "members": members,
        "joined": moves.joined,
        "left": moves.left,
        "revenue": worth.revenue_minor,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql.SUM_DAY, day)


def _fact(segment: Segment, party_id: UUID, inside: bool, now: datetime) -> SegmentMoved:
    return SegmentMoved(customer_id=party_id, segment_id=segment.id, code=segment.code, joined=inside, at=now)


def _reasons(segment: Segment, tenant: TenantProfile) -> tuple[dict[str, str], ...]:
    with translation.override(tenant.locale):
        rule: Filter = parse(segment.filter)
        words = describe(rule, KIND, actor=system_actor(tenant.id), locale=tenant.locale)
    return ({"code": "rule", "text": words},)


def has_segments() -> bool:
    """Tell whether the current business has any segment to look at."""
    return Segment.objects.exists()
