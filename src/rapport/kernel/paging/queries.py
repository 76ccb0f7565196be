"""Walking a query in an order by keyset: never an offset, each step one index range."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.utils.translation import gettext as _

from rapport.kernel.errors import Unknown
from rapport.kernel.paging.contracts import Counted, Order, Place, Walk
from rapport.kernel.paging.rules import Cursor, NotACursor, read_cursor, reader_of, write_cursor

COUNTED = 10_000
MOST = 200
_LOOK = """
select count(*)::int, case when count(*) <= %s then coalesce(array_agg(id), '{{}}')::text end
  from ({matched}) matched
"""
Type = Literal["text", "number", "day", "moment", "id"]


@dataclass(frozen=True, slots=True)
class ColumnPhase:
    """The rows that `holds` lets in, by one of their own columns; without a column by id alone."""

    holds: Q
    column: str = ""

    def ordered(self, rows: QuerySet[Any], after: Place | None, *, descending: bool) -> QuerySet[Any, Any]:
        """Return (value, id) beyond a place; the pair is compared as one, so equal values cost nothing."""
        rows = rows.filter(self.holds)
        sign = "-" if descending else ""
        if not self.column:
            if after is not None:
                rows = rows.filter(**{f"id__{'lt' if descending else 'gt'}": after[1]})
            return rows.order_by(f"{sign}id").values_list("id")
        if after is not None:
            beyond = TupleLessThan if descending else TupleGreaterThan
            rows = rows.filter(beyond(Tuple(F(self.column), F("id")), after))
        return rows.order_by(f"{sign}{self.column}", f"{sign}id").values_list(self.column, "id")


def by_id(*, holds: Q | None = None) -> Order:
    """Order by id, which is by time of creation."""
    return Order((ColumnPhase(holds or Q()),))


def by_column(column: str, type: Type = "text") -> Order:
    """Order by a column that is never empty; an index (tenant_id, column, id) serves it."""
    return Order((ColumnPhase(Q(), column),), reader_of(type))


def by_text(column: str) -> Order:
    """Order by a text that may be empty; the empty ones come last."""
    phases = (ColumnPhase(Q(**{f"{column}__gt": ""}), column), ColumnPhase(Q(**{column: ""})))
    return Order(phases)


def by_nullable(column: str, type: Type, *, holds: Q | None = None, lacks: Q | None = None) -> Order:
    """Order by a column some rows have nothing in; `holds` and `lacks` name partial indexes' conditions."""
    filled = holds if holds is not None else Q(**{f"{column}__isnull": False})
    empty = lacks if lacks is not None else Q(**{f"{column}__isnull": True})
    return Order((ColumnPhase(filled, column), ColumnPhase(empty)), reader_of(type))


def walk(
    rows: QuerySet[Any], order: Order, *, descending: bool = False, cursor: str = "", limit: int = 50
) -> Walk:
    """Return one page of ids: what follows the cursor, or what comes before it where it leads back.

    A page costs one query, two where it crosses from those with a value to those without. Raises `Invalid`
    for a cursor of another list. At most 200 rows.
    """
    size = max(1, min(limit, MOST))
    place = read_place(cursor, order)
    back = place is not None and place.back
    found = _gather(rows, order, place, size + 1, descending=descending)
    page = found[:size]
    further = len(found) > size
    if back:
        page.reverse()
    more_after = (back and bool(page)) or (not back and further)
    more_before = (not back and place is not None and bool(page)) or (back and further)
    return Walk(
        [found_id for _phase, _value, found_id in page],
        _write(page[-1], back=False) if more_after else "",
        _write(page[0], back=True) if more_before else "",
    )


def count(rows: QuerySet[Any], *, most: int = COUNTED) -> Counted:
    """Return how many rows match: exact up to `most`, beyond it the planner's estimate."""
    counted = rows.order_by()[: most + 1].count()
    if counted <= most:
        return Counted(counted)
    return Counted(max(estimate(rows), most + 1), exact=False)


def count_all(rows: QuerySet[Any]) -> Counted:
    """Return the exact count, however long it takes; for the background."""
    return Counted(rows.order_by().count())


def estimate(rows: QuerySet[Any]) -> int:
    """Return how many rows the planner expects; some per cent off where its statistics know the columns."""
    statement, values = rows.order_by().values("id").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"explain (format json) {statement}", values)
        plan = cursor.fetchone()[0]
    return int(plan[0]["Plan"]["Plan Rows"])


def look(rows: QuerySet[Any], *, most: int) -> tuple[Counted, str | None]:
    """Count rows as `count` does, and return the ids of no more than `most`, as an array's text, in no order.

    The text goes back into the database as it is: ten thousand ids are never objects here.
    """
    try:
        statement, values = rows.order_by().values("id")[: most + 1].query.sql_with_params()
    except EmptyResultSet:
        return Counted(0), "{}"
    with connection.cursor() as cursor:
        cursor.execute(_LOOK.format(matched=statement), [most, *values])
        counted, ids = cursor.fetchone()
    if ids is None:
        return Counted(max(estimate(rows), most + 1), exact=False), None
    return Counted(counted), ids


def place_of(rows: QuerySet[Any], order: Order, record: UUID, *, back: bool = False) -> str:
    """Return the cursor that goes on from a record, or none where these rows do not hold it."""
    found = _gather(rows.filter(id=record), order, None, 1, descending=False)
    return _write(found[0], back=back) if found else ""


def stretches(
    rows: QuerySet[Any], order: Order, place: Cursor | None, *, descending: bool
) -> Iterator[tuple[int, QuerySet[Any, Any]]]:
    """Yield what lies beyond a place phase by phase, the nearest first, each in order."""
    back = place is not None and place.back
    numbers = range(len(order.phases))
    first = place.phase if place else 0
    for number in reversed(numbers) if back else numbers:
        if place and (number > first if back else number < first):
            continue
        after = _beyond(place, order) if place and number == place.phase else None
        yield number, order.phases[number].ordered(rows, after, descending=descending is not back)


def read_place(text: str, order: Order) -> Cursor | None:
    """Return the place a cursor of this order names, none for an empty one; raises `Invalid`."""
    if not text:
        return None
    try:
        cursor = read_cursor(text, len(order.phases))
        _beyond(cursor, order)
    except (NotACursor, ValueError) as error:
        reason = _("This is not a cursor of this list.")
        raise Unknown(reason, code="cursor", fields={"cursor": reason}) from error
    return cursor


def in_order(ids: Sequence[UUID], found: dict[UUID, Any]) -> list[Any]:
    """Return the found rows in the order of their ids; those gone meanwhile are left out."""
    return [found[one] for one in ids if one in found]


def _gather(
    rows: QuerySet[Any], order: Order, place: Cursor | None, size: int, *, descending: bool
) -> list[tuple[int, Any, UUID]]:
    found: list[tuple[int, Any, UUID]] = []
    for number, ordered in stretches(rows, order, place, descending=descending):
        taken = ordered[: size - len(found)]
        found += [(number, row[0] if len(row) > 1 else None, row[-1]) for row in taken]
        if len(found) >= size:
            break
    return found


def _beyond(cursor: Cursor, order: Order) -> Place:
    return (None if cursor.value is None else order.read(cursor.value), cursor.id)


def _write(found: tuple[int, Any, UUID], *, back: bool) -> str:
    phase, value, last = found
    return write_cursor(back=back, phase=phase, value=value, id=last)
