"""Paging through what a filter found: few matches are frozen in their order, many are walked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from rapport.kernel.ids import new_id
from rapport.kernel.paging.contracts import Counted, Order, Reader, Walk
from rapport.kernel.paging.queries import COUNTED, MOST, look, place_of, walk
from rapport.kernel.paging.rules import Mark, read_mark, write_mark

KEPT, LASTS = 8, timedelta(minutes=15)
_FIND = """
select id, start, cardinality(ids), ids[start - %s : start + %s]
  from list_snapshot, (select %s::int as start) asked_for
 where member_id = %s and id = %s and asked = %s and expires_at > %s
"""
_STRETCH = "array(select id from ({ordered}) stretch({columns}))"
_FREEZE = """
with expired as (
    delete from list_snapshot where id in (
        select id from list_snapshot where expires_at <= %s for update skip locked)),
surplus as (
    delete from list_snapshot where member_id = %s and id in (
        select id from list_snapshot where member_id = %s order by id desc offset %s)),
frozen as (
    insert into list_snapshot (id, member_id, asked, expires_at, ids) values (%s, %s, %s, %s, {ids})
    returning id, ids)
select id, start, cardinality(ids), ids[start - %s : start + %s]
  from frozen, lateral (select coalesce(array_position(ids, %s), %s) as start) found_again
"""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of frozen ids: `ids` begin a page earlier where there is one, with the one before that."""

    snapshot_id: UUID
    start: int
    total: int
    ids: Sequence[UUID]


def browse(
    rows: QuerySet[Any],
    order: Order,
    *,
    reader: Reader,
    seen: QuerySet[Any],
    descending: bool = False,
    cursor: str = "",
    limit: int = 50,
) -> Walk:
    """Return one page of what a filter or search left of the records a member sees (`seen`).

    Up to 10,000 matches are frozen in their order, so that whatever was asked, only its first page searches;
    more are walked as `walk` does, since the next are seldom far. Frozen ids are the member's own and last
    fifteen minutes; after that a page freezes anew and goes on where it stood. What has since left the
    member's sight is left out. Raises `Invalid` for a cursor of another list.
    """
    size = max(1, min(limit, MOST))
    mark = read_mark(cursor)
    if cursor and mark is None:
        return walk(rows, order, descending=descending, cursor=cursor, limit=size)
    if mark is not None and (leaf := _find(mark, reader, size)):
        return _turn_to(leaf, size, seen)
    mark = mark or Mark(new_id(), 0, None)
    counted, ids = look(rows, most=COUNTED)
    if ids is None:
        begin = place_of(seen, order, mark.before) if mark.before else ""
        found = walk(rows, order, descending=descending, cursor=begin, limit=size)
        return replace(found, counted=counted)
    matching = seen.filter(id__in=RawSQL("select unnest(%s::uuid[])", [ids]))
    if counted.count <= size:
        return replace(walk(matching, order, descending=descending, limit=size), counted=counted)
    return _turn_to(_freeze(matching, order, mark, reader, size, descending=descending), size, None)


def _find(mark: Mark, reader: Reader, size: int) -> Leaf | None:
    with connection.cursor() as cursor:
        own = (reader.member_id, mark.snapshot_id, _digest(reader), timezone.now())
        cursor.execute(_FIND, (size, size, mark.start, *own))
        row = cursor.fetchone()
    return Leaf(*row) if row else None


def _freeze(
    matching: QuerySet[Any], order: Order, mark: Mark, reader: Reader, size: int, *, descending: bool
) -> Leaf:
    """Write the ids down in their order, and open them after the one the mark stands behind."""
    stretches, values = [], list[Any]()
    for phase in order.phases:
        ordered = phase.ordered(matching, None, descending=descending).query
        statement, given = ordered.sql_with_params()
        columns = "id" if len(ordered.values_select) == 1 else "value, id"
        stretches.append(_STRETCH.format(ordered=statement, columns=columns))
        values += given
    member, now = reader.member_id, timezone.now()
    statement = _FREEZE.format(ids=" || ".join(stretches))
    with connection.cursor() as cursor:
        cursor.execute(
            statement,
            [
                *(now, member, member, KEPT - 1),
                *(new_id(), member, _digest(reader), now + LASTS, *values),
                *(size, size, mark.before, mark.start),
            ],
        )
        return Leaf(*cursor.fetchone())


def _turn_to(leaf: Leaf, size: int, seen: QuerySet[Any] | None) -> Walk:
    """Return the page of a leaf; of an older one only those still `seen`."""
    low = max(leaf.start - size, 0)
    first = max(low, 1)
    page = list(leaf.ids[leaf.start + 1 - first :])
    end = leaf.start + len(page)
    following = Mark(leaf.snapshot_id, end, page[-1]) if end < leaf.total else None
    previous = Mark(leaf.snapshot_id, low, leaf.ids[0] if low else None) if leaf.start else None
    still = page if seen is None else set(seen.filter(id__in=page).values_list("id", flat=True))
    return Walk(
        [one for one in page if one in still],
        write_mark(following) if following else "",
        write_mark(previous) if previous else "",
        Counted(leaf.total),
    )


def _digest(reader: Reader) -> str:
    return sha256(reader.asked.encode()).hexdigest()
