"""/tags: the shop's words for its customers."""

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status
from pydantic import ConfigDict, StringConstraints

from rapport.customers.party import api
from rapport.customers.party.contracts import TagLine
from rapport.customers.party.http import bodies
from rapport.customers.party.queries.tags import get_tag, list_tag_rows
from rapport.kernel.paging.api import by_column
from rapport.kernel.rest.api import (
    ApiRequest,
    Body,
    CursorText,
    Limit,
    Page,
    asks,
    page_rows,
    require_match,
    set_etag,
)

tags = Router()
_EDITS = asks("edit:tag", "view:tag")


class TagIn(Body):
    """A tag's name and colour for the whole shop."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"name": "Gold", "colour": "amber"}]}
    )

    name: bodies.TagName
    colour: Annotated[str, StringConstraints(pattern=r"^[a-z-]{0,20}$")] = ""


@tags.get("", response=Page[bodies.TagOut], operation_id="list_tags", summary="List tags")
def list_tags(
    request: ApiRequest, cursor: CursorText | None = None, limit: Limit = 50
) -> Page[bodies.TagOut]:
    """List the shop's tags by name."""
    found, after = page_rows(
        list_tag_rows(request.actor),
        cursor=cursor,
        limit=limit,
        sort="name",
        sorts={"name": by_column("key")},
    )
    return Page[bodies.TagOut](items=[bodies.TagOut.model_validate(row) for row in found], next=after)


@tags.post("", response={201: bodies.TagOut}, operation_id="create_tag", summary="Create a tag")
def create_tag(request: ApiRequest, body: TagIn, response: HttpResponse) -> Status[bodies.TagOut]:
    """Create a tag nobody wears yet; 409 when the word is there already."""
    line = api.create_tag(body.name, colour=body.colour, actor=request.actor)
    response["Location"] = f"/api/v1/tags/{line.id}"
    return Status(201, _answer(line, response))


@tags.get("/{uuid:tag_id}", response=bodies.TagOut, operation_id="get_tag", summary="Read a tag")
def read_tag(request: ApiRequest, tag_id: UUID, response: HttpResponse) -> bodies.TagOut:
    """Read a tag; its ETag serves If-Match."""
    return _answer(get_tag(tag_id, request.actor), response)


@tags.put(
    "/{uuid:tag_id}",
    response=bodies.TagOut,
    operation_id="change_tag",
    summary="Rename a tag",
    openapi_extra=_EDITS,
)
def change_tag(request: ApiRequest, tag_id: UUID, body: TagIn, response: HttpResponse) -> bodies.TagOut:
    """Rename or recolour a tag for the whole shop; 409 when the word is another tag's."""
    _match(request, tag_id)
    api.change_tag(tag_id, name=body.name, colour=body.colour, actor=request.actor)
    return _answer(get_tag(tag_id, request.actor), response)


@tags.delete(
    "/{uuid:tag_id}",
    response={204: None},
    operation_id="remove_tag",
    summary="Remove a tag",
    openapi_extra=_EDITS,
)
def remove_tag(request: ApiRequest, tag_id: UUID) -> Status[None]:
    """Take a tag off every customer and out of the shop."""
    _match(request, tag_id)
    api.remove_tag(tag_id, actor=request.actor)
    return Status(204, None)


def _match(request: ApiRequest, tag_id: UUID) -> None:
    request.actor.require("edit", "tag")
    line = get_tag(tag_id, request.actor, lock=True)
    require_match(request, content=bodies.TagOut.model_validate(line).model_dump())


def _answer(line: TagLine, response: HttpResponse) -> bodies.TagOut:
    out = bodies.TagOut.model_validate(line)
    set_etag(response, content=out.model_dump())
    return out
