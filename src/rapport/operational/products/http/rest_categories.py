"""/categories: the shelves of the shop, for programs."""

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status
from pydantic import ConfigDict, StringConstraints

from rapport.kernel.paging.api import by_column
from rapport.kernel.rest.api import (
    FILLED,
    Answer,
    ApiRequest,
    Body,
    CursorText,
    Limit,
    Name,
    Page,
    asks,
    page_rows,
    require_match,
    set_etag,
    sorted_by,
)
from rapport.operational.products import operations, queries

categories = Router()
ShelfCode = Annotated[str, StringConstraints(pattern=FILLED, min_length=1, max_length=100)]


class CategoryIn(Body):
    """A category as a caller writes it."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"name": "Green tea", "code": "tea.green"}]}
    )

    name: Name
    code: ShelfCode
    parent_id: UUID | None = None


class CategoryChange(Body):
    """The fields of a category to change; those left out stay."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"name": "Teas"}]})

    name: Name = ""
    code: ShelfCode = ""
    parent_id: UUID | None = None


class CategoryOut(Answer):
    """A category; `parent_id` is null at the top."""

    id: UUID
    name: str
    code: str
    parent_id: UUID | None


Sort = Annotated[str, sorted_by("code", "id")]


@categories.get("", response=Page[CategoryOut], operation_id="list_categories", summary="List categories")
def list_page(
    request: ApiRequest, cursor: CursorText | None = None, limit: Limit = 50, sort: Sort = "code"
) -> Page[CategoryOut]:
    """List the categories, by code unless `sort` says otherwise."""
    rows = queries.list_categories(request.actor)
    found, after = page_rows(rows, cursor=cursor, limit=limit, sort=sort, sorts={"code": by_column("code")})
    return Page[CategoryOut](items=[CategoryOut.model_validate(row) for row in found], next=after)


@categories.post("", response={201: CategoryOut}, operation_id="create_category", summary="Create a category")
def create_one(request: ApiRequest, body: CategoryIn, response: HttpResponse) -> Status[CategoryOut]:
    """Create a category. Refused with 409 when its code is in use, 422 when there is no such parent."""
    category = operations.create_category(body.name, body.code, parent_id=body.parent_id, actor=request.actor)
    out = CategoryOut.model_validate(category)
    response["Location"] = f"/api/v1/categories/{out.id}"
    set_etag(response, content=out.model_dump())
    return Status(201, out)


@categories.get(
    "/{uuid:category_id}", response=CategoryOut, operation_id="get_category", summary="Read a category"
)
def get_one(request: ApiRequest, category_id: UUID, response: HttpResponse) -> CategoryOut:
    """Read a category; its ETag serves If-Match."""
    out = CategoryOut.model_validate(queries.get_category(category_id, request.actor))
    set_etag(response, content=out.model_dump())
    return out


@categories.patch(
    "/{uuid:category_id}",
    response=CategoryOut,
    operation_id="change_category",
    summary="Change a category",
    openapi_extra=asks("edit:product", "view:product"),
)
def change_one(
    request: ApiRequest, category_id: UUID, body: CategoryChange, response: HttpResponse
) -> CategoryOut:
    """Change the fields sent; with If-Match only if nobody else did meanwhile (412)."""
    request.actor.require("edit", "product")
    before = CategoryOut.model_validate(queries.get_category(category_id, request.actor))
    require_match(request, content=before.model_dump())
    values = body.model_dump(exclude_unset=True)
    category = operations.change_category(category_id, values, actor=request.actor)
    out = CategoryOut.model_validate(category)
    set_etag(response, content=out.model_dump())
    return out
