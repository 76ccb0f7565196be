"""/mobile-base: how many allow messages by SMS, as they come and go, for programs."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.utils import timezone
from ninja import Query, Router

from rapport.collaborative.mobile.queries.base import ORDERS, list_base_moves, measure_base
from rapport.kernel.rest.api import (
    Answer,
    ApiRequest,
    CursorText,
    Limit,
    Page,
    Whole,
    page_rows,
    sorted_by,
)

base = Router()
MoveSort = Annotated[str, sorted_by("at", "id")]
Months = Annotated[int, Query(ge=1, le=60, description="So many months, this one included.")]


class BaseMonthOut(Answer):
    """A month of the business's zone; `joined` counts people by their way, `people` stand at its end."""

    month: date
    joined: dict[str, int]
    left: int
    unreachable: int
    net: int
    people: int


class MoveOut(Answer):
    """Somebody who joined the base or left it (UTC), by which statement of the ledger (`id`)."""

    id: UUID
    party_id: UUID
    joined: bool
    way: Literal["", "keyword", "qr", "form", "list"]
    purpose: str
    source: str
    at: datetime


@base.get("", response=Whole[BaseMonthOut], operation_id="measure_mobile_base", summary="Measure the base")
def list_months(request: ApiRequest, months: Months = 12) -> Whole[BaseMonthOut]:
    """Count who joined, left and cannot be reached by SMS any more, month by month, the oldest first."""
    found = measure_base(timezone.now(), months, actor=request.actor)
    return Whole[BaseMonthOut](items=[BaseMonthOut.model_validate(one) for one in found])


@base.get("/moves", response=Page[MoveOut], operation_id="list_mobile_base_moves", summary="List moves")
def list_move_page(
    request: ApiRequest, cursor: CursorText | None = None, limit: Limit = 50, sort: MoveSort = "-at"
) -> Page[MoveOut]:
    """List who joined and who left."""
    rows, after = page_rows(
        list_base_moves(request.actor), cursor=cursor, limit=limit, sort=sort, sorts=ORDERS
    )
    return Page[MoveOut](items=[MoveOut.model_validate(row) for row in rows], next=after)
