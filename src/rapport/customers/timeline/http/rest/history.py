"""/customers/…/timeline and /calls: what happened with a customer."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Path, Query, Router, Status
from pydantic import ConfigDict, Field, StringConstraints

from rapport.customers.timeline import api
from rapport.customers.timeline.http.rest.shapes import CreatedOut, Mentions, NoteText
from rapport.kernel.rest.api import Answer, ApiRequest, Body, CursorText, Limit, Moment, Page

history, calls = Router(), Router()


class TouchOut(Answer):
    """A line of the timeline (UTC); subject leads to the record behind it."""

    id: UUID
    at: datetime
    kind: str
    title: str
    summary: str
    channel: str
    direction: str
    subject_kind: str
    subject_id: UUID | None
    actor_id: UUID | None
    actor_name: str
    mentions: list[UUID]


class TouchQuery(Body):
    """Which part of the timeline."""

    cursor: CursorText | None = None
    limit: Limit = 50
    kind: Annotated[
        str,
        StringConstraints(pattern=r"^[a-z._]{0,40}$"),
        Field(description="A kind or the beginning of kinds: `order` is every kind of `order.…`."),
    ] = ""


class CallIn(Body):
    """A call, meeting, letter or visit that happened outside the product; `at` defaults to now."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"kind": "call", "summary": "Asked about cups"}]}
    )

    kind: Literal["call", "meeting", "letter", "visit", "other"]
    summary: NoteText
    title: Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=300)] = ""
    direction: Literal["in", "out", ""] = "out"
    at: Moment | None = None
    mentions: Mentions = Field(default_factory=list)


@history.get("", response=Page[TouchOut], operation_id="list_timeline", summary="Read the timeline")
def read_timeline(request: ApiRequest, customer_id: Path[UUID], filters: Query[TouchQuery]) -> Page[TouchOut]:
    """List what happened with the customer, newest first."""
    page = api.list_touches(
        customer_id,
        actor=request.actor,
        kinds=[filters.kind] if filters.kind else [],
        cursor=filters.cursor or "",
        limit=filters.limit,
    )
    lines = [TouchOut.model_validate(line) for line in page.lines]
    return Page[TouchOut](items=lines, next=page.next_cursor or None)


@calls.post("", response={201: CreatedOut}, operation_id="log_call", summary="Write a call down")
def log_call(request: ApiRequest, customer_id: Path[UUID], body: CallIn) -> Status[CreatedOut]:
    """Write down a call, meeting, letter or visit that happened outside the product."""
    made = api.log_contact(customer_id, actor=request.actor, **body.model_dump())
    return Status(201, CreatedOut(id=made))
