"""Keyset pages: each starts after the last row of the one before, so depth costs nothing."""

from collections.abc import Mapping
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from rapport.kernel.errors import Invalid, Unknown
from rapport.kernel.paging.api import Order, by_id, in_order, order_by_all, read_sorts, walk
from rapport.kernel.rest.rules import Cursor, read_cursor, write_cursor

Row = TypeVar("Row", bound=Model)


def page_rows(
    rows: QuerySet[Row],
    *,
    cursor: str | None = None,
    limit: int = 50,
    sort: str = "-id",
    sorts: Mapping[str, Order] | None = None,
) -> tuple[list[Row], str | None]:
    """Return one page of rows and the cursor of the next, None on the last.

    `sorts` is the allow-list: name the caller may use → order; `sort` is one of the names, with `-` for
    the falling order, or up to three with commas between, each of which sorts what is equal so far. The id,
    being a UUIDv7, orders by creation and breaks ties. Raises `Invalid` for a sort that is not allowed,
    `Unknown` for a cursor of another list or order.
    """
    orders = {"id": by_id(), **(sorts or {})}
    asked = read_sorts(sort)
    if not asked.keys() <= orders.keys():
        reason = _("Sort by one of: %(names)s.") % {"names": ", ".join(sorted(orders))}
        raise Invalid(reason, code="sort", fields={"sort": reason})
    order = order_by_all([(orders[name], falling) for name, falling in asked.items()])
    place = _read(cursor, sort).value or "" if cursor else ""
    page = walk(rows, order, descending=next(iter(asked.values())), cursor=place, limit=limit)
    found = in_order(page.ids, rows.in_bulk(page.ids))
    if not page.next_cursor:
        return found, None
    return found, write_cursor(Cursor(sort, page.next_cursor, str(page.ids[-1])))


def read_place(cursor: str, sort: str) -> tuple[str, UUID]:
    """Return the sort value and the id at which a page ended, for rooms that page by their own query."""
    found = _read(cursor, sort)
    try:
        return found.value or "", UUID(found.id)
    except ValueError as error:
        raise _no_cursor() from error


def _read(cursor: str, sort: str) -> Cursor:
    try:
        return read_cursor(cursor, sort)
    except ValueError as error:
        raise _no_cursor() from error


def _no_cursor() -> Unknown:
    reason = _("Not a cursor of this list. Start again without one.")
    return Unknown(reason, code="cursor", fields={"cursor": reason})
