"""Walking a query in an order by keyset: never an offset, each step one index range."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rapport.kernel.errors import Unknown
from rapport.kernel.paging.contracts import Order, Place, Walk
from rapport.kernel.paging.rules import Cursor, NotACursor, read_cursor, write_cursor

MOST = 500


def walk(
    rows: QuerySet[Any], order: Order, *, descending: bool = False, cursor: str = "", limit: int = 50
) -> Walk:
    """Return one page of ids: what follows the cursor, or what comes before it where it leads back.

    A page costs one query, two where it crosses from those with a value to those without. Raises `Invalid`
    for a cursor of another list. At most 500 rows.
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
        found += [(number, _values(row), row[-1]) for row in taken]
        if len(found) >= size:
            break
    return found


def _values(row: tuple[Any, ...]) -> Any:
    """What a cursor keeps of a row: nothing, a value, or the values of several keys."""
    *values, _id = row
    return tuple(values) if len(values) > 1 else next(iter(values), None)


def _beyond(cursor: Cursor, order: Order) -> Place:
    return (order.phases[cursor.phase].read(cursor.value), cursor.id)


def _write(found: tuple[int, Any, UUID], *, back: bool) -> str:
    phase, value, last = found
    return write_cursor(back=back, phase=phase, value=value, id=last)
