"""/parked-facts: what a part of Rapport could not digest, why, and having it tried again."""

from typing import Annotated, Any
from uuid import UUID

from ninja import Router
from pydantic import ConfigDict, Field, StringConstraints

from rapport.bigdata.stream.operations.parked import send_again
from rapport.bigdata.stream.queries.parked import list_parked_facts
from rapport.kernel.rest.api import Answer, ApiRequest, Body, CursorText, Limit, Moment, Page, asks, page_rows

router = Router()
ShortText = Annotated[str, StringConstraints(max_length=120)]


class ParkedOut(Answer):
    """A fact one consumer put aside, whole, with the reason; `asked_at` says it will be tried again."""

    id: UUID
    consumer: str
    fact_id: UUID
    envelope: dict[str, Any]
    reason: str
    attempts: int
    parked_at: Moment
    asked_at: Moment | None


class AgainIn(Body):
    """Which of them: those of a consumer, of a fact's name, or, with neither, all."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"consumer": "lake"}]})

    consumer: ShortText = Field(default="")
    fact: ShortText = Field(default="")


class AgainOut(Answer):
    """How many facts are tried again."""

    count: int


@router.get("", response=Page[ParkedOut], operation_id="list_parked_facts", summary="List parked facts")
def list_page(request: ApiRequest, cursor: CursorText | None = None, limit: Limit = 50) -> Page[ParkedOut]:
    """List the facts of the business that were put aside, newest first."""
    rows, after = page_rows(list_parked_facts(request.actor), cursor=cursor, limit=limit)
    return Page[ParkedOut](items=[ParkedOut.model_validate(row) for row in rows], next=after)


@router.post(
    "/again",
    response=AgainOut,
    operation_id="send_parked_facts_again",
    summary="Send parked facts again",
    openapi_extra=asks("edit:job"),
)
def again(request: ApiRequest, body: AgainIn) -> AgainOut:
    """Have parked facts tried once more, within seconds; those that have their effect leave the list."""
    return AgainOut(count=send_again(body.consumer, body.fact, actor=request.actor))
