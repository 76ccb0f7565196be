"""Answers that look alike in every room: a record with its version, and the newest of what lies under one."""

from collections.abc import Callable
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from ninja import Status
from pydantic import BaseModel

from rapport.kernel.paging.api import ColumnType, by_column
from rapport.kernel.rest.contracts import ApiRequest, Page
from rapport.kernel.rest.queries import page_rows
from rapport.kernel.rest.versions import require_match, set_etag

Row = TypeVar("Row", bound=Model)
Out = TypeVar("Out", bound=BaseModel)


def answer_page(
    page: type[Page[Out]],
    rows: QuerySet[Row],
    write: Callable[[Row], Out],
    *,
    cursor: str | None,
    limit: int,
    by: str = "",
    type: ColumnType = "moment",
) -> Page[Out]:
    """Return one page of rows as the caller reads them, the newest first: by id, or by a column of a type.

    `page` is the answer's own class, such as `Page[TagOut]`. An index (tenant_id, …, by, id) serves a column.
    Raises `Unknown` for a cursor of another list.
    """
    sorts = {by: by_column(by, type)} if by else None
    found, after = page_rows(rows, cursor=cursor, limit=limit, sort=f"-{by or 'id'}", sorts=sorts)
    return page(items=[write(row) for row in found], next=after)


def answer_one(out: Out, response: HttpResponse) -> Out:
    """Return a record as the caller reads it, with the ETag of its content for If-Match."""
    set_etag(response, content=out.model_dump())
    return out


def answer_new(out: Out, response: HttpResponse, place: str) -> Status[Out]:
    """Return a record that was made now (201), with its ETag and where it is read from now on."""
    response["Location"] = place
    return Status(201, answer_one(out, response))


def require_unchanged(request: ApiRequest, out: BaseModel) -> None:
    """Raise `StaleVersion` (412) when If-Match names another content than this; lock the row first."""
    require_match(request, content=out.model_dump())
