"""Bring the members of a segment in line with who was found, tell the customers, and count what it holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from rapport.analytical.segmentation.contracts import insight_name
from rapport.analytical.segmentation.events import SegmentMoved
from rapport.analytical.segmentation.models import Segment, SegmentCount, SegmentMember
from rapport.analytical.segmentation.operations import statements as sql
from rapport.analytical.value.api import sum_worths
from rapport.customers.party.api import InsightDraft, record_insights
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.kernel.work.api import Work

MODEL = "segment"


@dataclass(frozen=True, slots=True)
class Found:
    """Who belongs to a segment: a statement that gives their ids, looked at for `some` customers or for all,
    and the reason in the business's language."""

    statement: str
    params: Sequence[Any]
    reason: str
    some: list[UUID] | None = None


def move_members(segment: Segment, found: Found, work: Work, *, told: bool) -> int:
    """Bring the members in line and count; returns how many joined or left.

    `told`: it is a move of theirs, kept and told as a fact, and not the segment that became another.
    """
    before = SegmentCount.objects.filter(segment_id=segment.id).first() if told else None
    joined, left = _move(segment, found, work, told=told)
    if found.some is None or joined or left:
        _count(segment, before, (joined, left) if told else (0, 0), work, whole=found.some is None)
    return joined + left


def tell_members(
    segment: Segment, parties: Iterable[tuple[UUID, bool]], work: Work, *, reason: str = ""
) -> None:
    """Give customers their segment as an insight with its reason, or take it back."""
    name, reasons = insight_name(segment.code), ({"code": "rule", "text": reason},)
    drafts = (
        InsightDraft(party_id, name, None, segment.name, "", reasons)
        if inside
        else InsightDraft(party_id, name)
        for party_id, inside in parties
    )
    version = str(segment.version)
    record_insights(drafts, model=MODEL, model_version=version, as_of=work.now, actor=work.actor)


def _move(segment: Segment, found: Found, work: Work, *, told: bool) -> tuple[int, int]:
    values: dict[str, Any] = {"segment": segment.id, "some": found.some, "now": work.now}
    with connection.cursor() as cursor:
        # A tenant the statistics do not know must not be planned as one row.
        cursor.execute("set local enable_nestloop = off")
        cursor.execute("drop table if exists pg_temp.segment_found, pg_temp.segment_change")
        if found.some is None:
            cursor.execute(sql.FIND.format(found=found.statement), found.params)
        else:
            cursor.execute(sql.FIND_SOME.format(found=found.statement), (*found.params, found.some))
        cursor.execute("analyze segment_found")
        cursor.execute(sql.LEAVE, values)
        cursor.execute(sql.JOIN, values)
        cursor.execute(sql.READ)
        moved: list[tuple[UUID, bool]] = cursor.fetchall()
        if moved and told:
            cursor.execute(sql.LOG, values)
    if moved:
        tell_members(segment, moved, work, reason=found.reason)
    if told:
        work.record(*(_fact(segment, party_id, inside, work) for party_id, inside in moved))
    joined = sum(inside for _, inside in moved)
    return joined, len(moved) - joined


def _count(
    segment: Segment, before: SegmentCount | None, moves: tuple[int, int], work: Work, *, whole: bool
) -> None:
    """Write what the segment holds: everybody counted, or what moved added to it."""
    joined, left = moves
    inside = SegmentMember.objects.filter(segment_id=segment.id)
    worth = sum_worths(inside.values("party_id"))
    members = before.members + joined - left if before and not whole else inside.count()
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
        **{"segment": segment.id, "day": work.now.astimezone(zone).date(), "members": members},
        **{"joined": joined, "left": left, "revenue": worth.revenue_minor},
    }
    with connection.cursor() as cursor:
        cursor.execute(sql.SUM_DAY, day)


def _fact(segment: Segment, party_id: UUID, inside: bool, work: Work) -> SegmentMoved:
    return SegmentMoved(
        customer_id=party_id, segment_id=segment.id, code=segment.code, joined=inside, at=work.now
    )
