"""Keyset pages: each starts after the last row of the one before, so depth costs nothing."""

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, F, Field, Func, Model, Q, QuerySet, Value
from django.utils.translation import gettext as _

from rapport.kernel.errors import Invalid, Unknown
from rapport.kernel.rest.rules import Cursor, read_cursor, write_cursor

Row = TypeVar("Row", bound=Model)


def page_rows(
    rows: QuerySet[Row],
    *,
    cursor: str | None = None,
    limit: int = 50,
    sort: str = "-id",
    sorts: Mapping[str, str] | None = None,
) -> tuple[list[Row], str | None]:
    """Return one page of rows and the cursor of the next, None on the last.

    `sorts` is the allow-list: name the caller may use → column; `sort` is one of the names, with `-` for
    the falling order. Columns must be NOT NULL; each wants an index (tenant_id, column, id). The id, being
    a UUIDv7, orders by creation and breaks ties. Raises `Invalid` for a sort or cursor that is not allowed.
    """
    allowed = {"id": "id", **(sorts or {})}
    name = sort.removeprefix("-")
    if name not in allowed:
        reason = _("Sort by one of: %(names)s.") % {"names": ", ".join(sorted(allowed))}
        raise Invalid(reason, code="sort", fields={"sort": reason})
    column = allowed[name]
    falling = "-" if sort.startswith("-") else ""
    if cursor:
        rows = rows.filter(_after(rows.model, column, falling, _read(cursor, sort)))
    order = [f"{falling}{column}"] if column == "id" else [f"{falling}{column}", f"{falling}id"]
    found = list(rows.order_by(*order)[: limit + 1])
    if len(found) <= limit:
        return found, None
    last = found[limit - 1]
    value = None if column == "id" else _field(type(last), column).value_to_string(last)
    return found[:limit], write_cursor(Cursor(sort, value, str(last.pk)))


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


def _after(model: type[Model], column: str, falling: str, cursor: Cursor) -> Q | Func:
    """Return the condition that a row comes after the cursor.

    `(column, id) > (value, id)` is one row comparison, which an index on both columns serves.
    """
    try:
        row_id = _field(model, "id").to_python(cursor.id)
        if column == "id":
            return Q(**{"id__lt" if falling else "id__gt": row_id})
        value = _field(model, column).to_python(cursor.value)
    except (ValidationError, ValueError, TypeError) as error:
        raise _no_cursor() from error
    last = (
        Value(value, output_field=_field(model, column)),
        Value(row_id, output_field=_field(model, "id")),
    )
    return Func(
        _row(F(column), F("id")),
        _row(*last),
        template="%(expressions)s",
        arg_joiner=" < " if falling else " > ",
        output_field=BooleanField(),
    )


def _row(*parts: F | Value) -> Func:
    return Func(*parts, function="row", output_field=BooleanField())


def _field(model: type[Model], name: str) -> "Field[Any, Any]":
    field = model._meta.get_field(name)
    if not isinstance(field, Field):
        raise TypeError(f"{model.__name__}.{name} is not a column")
    return field
