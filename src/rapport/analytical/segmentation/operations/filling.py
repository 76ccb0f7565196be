"""Fill segments: who is in them by their conditions now, all customers or those something changed about."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils import translation

from rapport.analytical.segmentation.models import Segment, SegmentCount
from rapport.analytical.segmentation.operations import statements as sql
from rapport.analytical.segmentation.operations.moving import Found, move_members
from rapport.analytical.value.api import count_due
from rapport.kernel.filters.api import InvalidFilter, compile_sql, describe, parse
from rapport.kernel.identity.api import Actor, system_actor
from rapport.kernel.tenancy.api import get_own_tenant
from rapport.kernel.work.api import Work, unit_of_work

KIND = "customer"
FILL = "segments.fill"
KEPT = timedelta(days=396)
MANY = 20_000
"""From so many changed customers on, everybody is looked at: one pass over all is cheaper."""


def fill_all(*, actor: Actor) -> int:
    """Look at every customer for every segment, each in a transaction of its own; returns how many moved.

    What relative days mean moves with the clock, and so does what was learnt at night. Old moves go.
    """
    moved = 0
    with unit_of_work(actor):
        ids = list(_ruled().order_by("id").values_list("id", flat=True))
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
        return sum(_fill(one, None, work) for one in _lock(_ruled().filter(id=segment_id)))


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
        return sum(_fill(one, some, work) for one in _lock(_ruled()))


def note_due(party_ids: Sequence[UUID]) -> None:
    """Note customers as due, in the running transaction of their tenant."""
    with connection.cursor() as cursor:
        cursor.execute(sql.NOTE_DUE, [sorted(party_ids)])


def _ruled() -> QuerySet[Segment]:
    """Those made by conditions; groups found in the data are filled by their model."""
    return Segment.objects.filter(filter__isnull=False)


def _lock(rows: QuerySet[Segment]) -> list[Segment]:
    return list(rows.select_for_update().order_by("id"))


def _fill(segment: Segment, some: list[UUID] | None, work: Work) -> int:
    filled = SegmentCount.objects.filter(segment_id=segment.id).exists()
    try:
        found = find_members(segment, some if filled else None, work)
    except InvalidFilter as error:  # a field it asks by was removed since
        reason = str(error.refusals[0].reason)[:300]
        SegmentCount.objects.filter(segment_id=segment.id).update(trouble=reason)
        return 0
    return move_members(segment, found, work, told=filled)


def find_members(segment: Segment, some: list[UUID] | None, work: Work) -> Found:
    """Return who belongs to a segment by its conditions; raises `InvalidFilter` where they make no sense."""
    tenant = get_own_tenant(work.actor.tenant_id)
    rule, everybody = parse(dict(segment.filter or {})), system_actor(tenant.id)
    statement, params = compile_sql(rule, KIND, actor=everybody, now=work.now)
    with translation.override(tenant.locale):
        words = describe(rule, KIND, actor=everybody, locale=tenant.locale)
    return Found(statement, params, words, some)


def has_segments() -> bool:
    """Tell whether the current business has any segment to look at."""
    return _ruled().exists()
