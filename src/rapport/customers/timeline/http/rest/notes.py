"""/customers/…/notes and /notes: what was written down about a customer."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from ninja import Path, Router, Status
from pydantic import ConfigDict, Field

from rapport.customers.timeline import api, queries
from rapport.customers.timeline.contracts import NoteLine
from rapport.customers.timeline.http.rest.shapes import Mentions, NoteText, about
from rapport.kernel.rest.api import (
    Answer,
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

notes, note = Router(), Router()


class NoteIn(Body):
    """A note; `mentions` are members."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"body": "Likes Ceylon"}]})

    body: NoteText
    pinned: bool = False
    mentions: Mentions = Field(default_factory=list)


class NoteChange(Body):
    """The fields of a note to change."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"pinned": True}]})

    body: NoteText | None = None
    pinned: bool | None = None
    mentions: Mentions | None = None


class NoteOut(Answer):
    """A note (UTC)."""

    id: UUID
    party_id: UUID | None
    subject_kind: str
    subject_id: UUID
    body: str
    pinned: bool
    mentions: list[UUID]
    author_id: UUID | None
    author_name: str
    version: int
    created_at: datetime
    updated_at: datetime


@notes.get("", response=Page[NoteOut], operation_id="list_notes", summary="List notes")
def read_notes(
    request: ApiRequest, customer_id: Path[UUID], cursor: CursorText | None = None, limit: Limit = 50
) -> Page[NoteOut]:
    """List the notes about the customer and what is theirs, newest first."""
    rows, after = page_rows(
        queries.notes_about(about(customer_id), request.actor), cursor=cursor, limit=limit
    )
    items = [NoteOut.model_validate(queries.note_line(row)) for row in rows]
    return Page[NoteOut](items=items, next=after)


@notes.post("", response={201: NoteOut}, operation_id="add_note", summary="Write a note")
def write_note(
    request: ApiRequest, customer_id: Path[UUID], body: NoteIn, response: HttpResponse
) -> Status[NoteOut]:
    """Write a note about the customer; 404 when a member it mentions is not there."""
    line = api.add_note(about(customer_id), **body.model_dump(), actor=request.actor)
    response["Location"] = f"/api/v1/notes/{line.id}"
    return Status(201, _answer(line, response))


@note.get("/{uuid:note_id}", response=NoteOut, operation_id="get_note", summary="Read a note")
def read_note(request: ApiRequest, note_id: UUID, response: HttpResponse) -> NoteOut:
    """Read a note; its ETag serves If-Match."""
    return _answer(api.get_note(note_id, actor=request.actor), response)


@note.patch(
    "/{uuid:note_id}",
    response=NoteOut,
    operation_id="change_note",
    summary="Change a note",
    openapi_extra=asks("edit:note", "view:note"),
)
def change_note(request: ApiRequest, note_id: UUID, body: NoteChange, response: HttpResponse) -> NoteOut:
    """Rewrite or pin a note; with If-Match only if nobody else did meanwhile (412)."""
    version = api.get_note(note_id, actor=request.actor).version
    require_match(request, version)
    seen = version if "If-Match" in request.headers else None
    line = api.change_note(note_id, **body.model_dump(), actor=request.actor, version=seen)
    return _answer(line, response)


@note.delete(
    "/{uuid:note_id}",
    response={204: None},
    operation_id="remove_note",
    summary="Remove a note",
    openapi_extra=asks("edit:note", "view:note"),
)
def remove_note(request: ApiRequest, note_id: UUID) -> Status[None]:
    """Throw a note away; history keeps it."""
    require_match(request, api.get_note(note_id, actor=request.actor).version)
    api.remove_note(note_id, actor=request.actor)
    return Status(204, None)


def _answer(line: NoteLine, response: HttpResponse) -> NoteOut:
    set_etag(response, line.version)
    return NoteOut.model_validate(line)
