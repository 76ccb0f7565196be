"""Paging through what a filter found: what cannot be walked quickly is frozen in its order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import OperationalError, connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone
from psycopg.errors import QueryCanceled

from rapport.kernel.ids import new_id
from rapport.kernel.paging.contracts import Order, Reader, Walk
from rapport.kernel.paging.queries.counting import COUNTED, look
from rapport.kernel.paging.queries.walking import MOST, place_of, read_place, stretches, walk
from rapport.kernel.paging.rules import Bookmark, Cursor, read_bookmark, write_bookmark

KEPT, LASTS = 8, timedelta(minutes=15)
FEW = 2_000
AHEAD = COUNTED + 1
"""How many are frozen at most; the last says only that there are more."""
PATIENCE_MS = 40
_FIND = """
select id, start, cardinality(ids), ids[start - %s : start + %s]
  from list_snapshot, (select %s::int as start) asked_for
 where member_id = %s and id = %s and asked = %s and expires_at > %s and start <= cardinality(ids)
"""
# The fence has all matches of a stretch found by their filter, and sorted then: no walk along the order.
_STRETCH = """
array(with found({columns}) as materialized ({statement}) select id from found order by {by} limit {ahead})
"""
_FREEZE = """
with expired as (
    delete from list_snapshot where id in (
        select id from list_snapshot where expires_at <= %s for update skip locked)),
surplus as (
    delete from list_snapshot where member_id = %s and id in (
        select id from list_snapshot where member_id = %s order by id desc offset %s)),
frozen as (
    insert into list_snapshot (id, member_id, asked, expires_at, ids)
    values (%s, %s, %s, %s, ({ids})[1:{ahead}])
    returning id, ids)
select id, start, cardinality(ids), ids[start - %s : start + %s]
  from frozen, lateral (
    select least(coalesce(array_position(ids, %s), %s), cardinality(ids)) as start) found_again
"""


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: rows a filter left of those `seen`, in an order, by a reader, so many a page."""

    rows: QuerySet[Any]
    seen: QuerySet[Any]
    order: Order
    reader: Reader
    descending: bool
    size: int

    def walk(self, cursor: str = "") -> Walk:
        """Return the page behind a cursor."""
        return walk(self.rows, self.order, descending=self.descending, cursor=cursor, limit=self.size)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of frozen ids: `ids` begin a page before `start`, if there is one, with the id before that."""

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

    Up to 2,000 matches are frozen in their order. More are walked as `walk` does; where the next are too far
    to be met within 40 ms, the next 10,000 are frozen. So whatever was asked, the pages after the first do
    not search. Frozen ids are the member's own and last fifteen minutes; after that a page freezes anew and
    goes on where it stood. What has since left the member's sight is left out. Raises `Invalid` for a cursor
    of another list.
    """
    search = Search(rows, seen, order, reader, descending, max(1, min(limit, MOST)))
    bookmark = read_bookmark(cursor)
    if cursor and bookmark is None:
        return _go_on(search, cursor)
    if bookmark is not None and (leaf := _find(search, bookmark)):
        return _turn_to(search, leaf, bookmark)
    return _begin(search, bookmark or Bookmark(new_id(), 0, None))


def _begin(search: Search, bookmark: Bookmark) -> Walk:
    """Look at the matches anew, and go on where the bookmark stands."""
    counted, ids = look(search.rows, most=COUNTED)
    if ids is None:
        begin = place_of(search.seen, search.order, bookmark.before) if bookmark.before else ""
        return replace(_go_on(search, begin), counted=counted)
    few = replace(search, rows=search.seen.filter(id__in=RawSQL("select unnest(%s::uuid[])", [ids])))
    bookmark = replace(bookmark, origin=None)
    if counted.count <= search.size:
        found: Walk | None = few.walk()
    else:
        found = _hurry(search, "") if counted.count > FEW and not bookmark.start else None
    return replace(found or _turn_to(few, _freeze(few, bookmark, None), bookmark), counted=counted)


def _go_on(search: Search, cursor: str) -> Walk:
    """Walk on from a cursor, or freeze what lies behind it where the walk takes too long."""
    place = read_place(cursor, search.order)
    if place is not None and place.back:
        return search.walk(cursor)
    if found := _hurry(search, cursor):
        return found
    before = place.id if place else None
    bookmark = Bookmark(new_id(), 0, before, origin=before)
    return _turn_to(search, _freeze(search, bookmark, place), bookmark)


def _hurry(search: Search, cursor: str) -> Walk | None:
    """Walk for as long as patience lasts; the transaction goes on as if nothing had been asked."""
    with connection.cursor() as database:
        database.execute(f"savepoint hurry; set local statement_timeout = {PATIENCE_MS}")
        try:
            found = search.walk(cursor)
        except OperationalError as error:
            database.execute("rollback to savepoint hurry; release savepoint hurry")
            if isinstance(error.__cause__, QueryCanceled):
                return None
            raise
        database.execute("release savepoint hurry; set local statement_timeout = default")
        return found


def _find(search: Search, bookmark: Bookmark) -> Leaf | None:
    reader, size = search.reader, search.size
    with connection.cursor() as cursor:
        own = (reader.member_id, bookmark.snapshot_id, _digest(reader), timezone.now())
        cursor.execute(_FIND, (size, size, bookmark.start, *own))
        row = cursor.fetchone()
    return Leaf(*row) if row else None


def _freeze(search: Search, bookmark: Bookmark, place: Cursor | None) -> Leaf:
    """Write down the ids beyond a place in their order, and open them behind the one the bookmark names."""
    parts, values = list[str](), list[Any]()
    for number, found in stretches(search.rows, search.order, place, descending=search.descending):
        statement, given = found.order_by().query.sql_with_params()
        ways = search.order.phases[number].ways(descending=search.descending)
        names = [*(f"value_{at}" for at in range(len(ways) - 1)), "id"]
        columns, by = ", ".join(names), ", ".join(map(" ".join, zip(names, ways, strict=True)))
        parts.append(_STRETCH.format(columns=columns, statement=statement, by=by, ahead=AHEAD))
        values += given
    member, now, size = search.reader.member_id, timezone.now(), search.size
    own = (new_id(), member, _digest(search.reader), now + LASTS)
    with connection.cursor() as cursor:
        cursor.execute(
            _FREEZE.format(ids=" || ".join(parts), ahead=AHEAD),
            [now, member, member, KEPT - 1, *own, *values, size, size, bookmark.before, bookmark.start],
        )
        return Leaf(*cursor.fetchone())


def _turn_to(search: Search, leaf: Leaf, bookmark: Bookmark) -> Walk:
    """Return the page of a leaf, without what has left the reader's sight."""
    low = max(leaf.start - search.size, 0)
    first = max(low, 1)
    last = min(leaf.total, AHEAD - 1)
    page = list(leaf.ids[leaf.start + 1 - first : last + 1 - first])
    end = leaf.start + len(page)
    following = previous = ""
    if end < last:
        following = write_bookmark(Bookmark(leaf.snapshot_id, end, page[-1], bookmark.origin))
    elif page and leaf.total > last:
        following = place_of(search.seen, search.order, page[-1])
    if leaf.start:
        before = leaf.ids[0] if low else bookmark.origin
        previous = write_bookmark(Bookmark(leaf.snapshot_id, low, before, bookmark.origin))
    elif bookmark.origin and page:
        previous = place_of(search.seen, search.order, page[0], back=True)
    still = set(search.seen.filter(id__in=page).values_list("id", flat=True))
    return Walk([one for one in page if one in still], following, previous)


def _digest(reader: Reader) -> str:
    return sha256(reader.asked.encode()).hexdigest()
