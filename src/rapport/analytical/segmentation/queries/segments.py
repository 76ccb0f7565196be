"""Reads of segments: which there are, what they hold, who is in them."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from rapport.analytical.segmentation.contracts import DayLine, SegmentLine
from rapport.analytical.segmentation.models import (
    Segment,
    SegmentCount,
    SegmentDay,
    SegmentMember,
    SegmentMove,
)
from rapport.analytical.value.api import worth_beside
from rapport.customers.party.api import visible_ids
from rapport.kernel.errors import Forbidden, Missing
from rapport.kernel.identity.api import Actor, Scope
from rapport.kernel.rows import get_row

KIND = "segment"
DAYS = 90


def require(actor: Actor, verb: str) -> None:
    """Raise `Forbidden` unless the right reaches all: a segment is the whole business's."""
    if actor.require(verb, KIND) is not Scope.ALL:
        raise Forbidden("Only who may do this for the whole business.", code="not-permitted")


def list_segments(actor: Actor) -> list[SegmentLine]:
    """Return all segments by name, with what they hold of the customers the actor may see."""
    require(actor, "view")
    rows = list(Segment.objects.order_by("name", "id"))
    counts = {one.segment_id: one for one in SegmentCount.objects.all()}
    own = {} if sees_all(actor) else _measure_own(rows, actor)
    lines = [line_of(row, counts.get(row.id)) for row in rows]
    return lines if sees_all(actor) else [_narrow(line, own) for line in lines]


def read_segment(segment_id: UUID, *, actor: Actor) -> SegmentLine:
    """Return a segment, held against the customers the actor may see; raises `Missing`, `Forbidden`."""
    row = get_segment(segment_id, actor=actor)
    line = line_of(row, find_count(segment_id))
    return line if sees_all(actor) else _narrow(line, _measure_own([row], actor))


def find_count(segment_id: UUID) -> SegmentCount | None:
    """Return what a segment held when it was last counted, or None before the first time."""
    return SegmentCount.objects.filter(segment_id=segment_id).first()


def get_segment(segment_id: UUID, *, actor: Actor, verb: str = "view", lock: bool = False) -> Segment:
    """Return a segment's row, locked where asked; raises `Missing`, `Forbidden`."""
    require(actor, verb)
    rows = Segment.objects.filter(id=segment_id)
    return get_row(rows, Missing("There is no such segment."), lock=lock)


def list_members(segment_id: UUID, *, actor: Actor) -> QuerySet[SegmentMember]:
    """Return who of the actor's customers is in a segment; raises `Missing`, `Forbidden`."""
    get_segment(segment_id, actor=actor)
    return within_reach(SegmentMember.objects.filter(segment_id=segment_id), actor)


def list_moves(segment_id: UUID, *, actor: Actor) -> QuerySet[SegmentMove]:
    """Return which of the actor's customers joined or left lately; raises `Missing`, `Forbidden`."""
    get_segment(segment_id, actor=actor)
    return within_reach(SegmentMove.objects.filter(segment_id=segment_id), actor)


def list_days(segment_id: UUID, *, actor: Actor) -> list[DayLine]:
    """Return what a segment held at the end of each of its last ninety days, oldest first.

    Empty for whoever does not see every customer: days are counted for the whole business.
    """
    get_segment(segment_id, actor=actor)
    if not sees_all(actor):
        return []
    rows = SegmentDay.objects.filter(segment_id=segment_id).order_by("-day")[:DAYS]
    return [
        DayLine(row.day, row.members, row.joined, row.left, row.revenue_minor) for row in reversed(list(rows))
    ]


def list_segments_of(party_id: UUID, *, actor: Actor) -> list[tuple[SegmentMember, str]]:
    """Return the segments a customer is in, by name: membership with the segment's name. The caller has
    authorised the customer."""
    require(actor, "view")
    rows = SegmentMember.objects.filter(party_id=party_id).select_related("segment")
    return [(row, row.segment.name) for row in rows.order_by("segment__name", "id")]


def line_of(row: Segment, count: SegmentCount | None = None) -> SegmentLine:
    """Return a segment as it stands, with what it holds of the whole business."""
    return SegmentLine(
        id=row.id,
        code=row.code,
        name=row.name,
        about=row.about,
        filter=row.filter,
        cluster=row.cluster,
        version=row.version,
        created_at=row.created_at,
        counted_at=count.counted_at if count else None,
        members=count.members if count else 0,
        revenue_minor=count.revenue_minor if count else 0,
        ahead_minor=count.ahead_minor if count else None,
        trouble=count.trouble if count else "",
    )


def _narrow(line: SegmentLine, own: dict[UUID, tuple[int, int, int | None]]) -> SegmentLine:
    members, revenue, ahead = own.get(line.id, (0, 0, None))
    return replace(line, members=members, revenue_minor=revenue, ahead_minor=ahead)


def sees_all(actor: Actor) -> bool:
    """Tell whether the figures of the whole business are the actor's."""
    return actor.scope("view", "customer") is Scope.ALL


def within_reach(rows: QuerySet[Any], actor: Actor) -> QuerySet[Any]:
    """Narrow rows that hold a party to the customers the actor may see."""
    return rows if sees_all(actor) else rows.filter(party_id__in=visible_ids(actor))


def _measure_own(rows: list[Segment], actor: Actor) -> dict[UUID, tuple[int, int, int | None]]:
    """Return members, revenue and what is expected of the actor's customers by segment, in one query."""
    members = within_reach(SegmentMember.objects.filter(segment_id__in=[row.id for row in rows]), actor)
    counted = (
        members.annotate(revenue=worth_beside("party_id", "gross_minor"))
        .annotate(ahead=worth_beside("party_id", "ahead_minor"))
        .values("segment_id")
        .annotate(size=Count("id"), money=Sum("revenue"), expected=Sum("ahead"))
    )
    return {
        row["segment_id"]: (row["size"], int(row["money"] or 0), _whole(row["expected"])) for row in counted
    }


def _whole(amount: Any) -> int | None:
    return None if amount is None else int(amount)
