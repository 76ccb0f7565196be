"""/journeys/{id}: who is at which step and why the others left, for programs."""

from typing import Annotated
from uuid import UUID

from ninja import Router

from rapport.kernel.rest.api import (
    ApiRequest,
    CursorText,
    Limit,
    Page,
    Whole,
    asks,
    page_rows,
    sorted_by,
)
from rapport.operational.journeys.http.bodies import (
    PersonOut,
    StepOut,
)
from rapport.operational.journeys.queries import people
from rapport.operational.journeys.queries.journeys import (
    find_published,
    get_journey,
)

router = Router()
PeopleSort = Annotated[str, sorted_by("entered", "id")]


@router.get(
    "/{uuid:journey_id}/steps",
    response=Whole[StepOut],
    operation_id="count_journey_steps",
    summary="Count who is at which step",
)
def count_steps(request: ApiRequest, journey_id: UUID) -> Whole[StepOut]:
    """Count by step of the live version who stands there and who left by which way; empty before it."""
    line = get_journey(journey_id, actor=request.actor)
    published = find_published(line.id, line.live)
    counted = people.count_steps(published) if published else {}
    return Whole[StepOut](
        items=[StepOut(step=step, here=one.here, left=one.left) for step, one in counted.items()]
    )


@router.get(
    "/{uuid:journey_id}/people",
    response=Page[PersonOut],
    operation_id="list_journey_people",
    summary="List who is or was on a journey",
    openapi_extra=asks("view:journey", "view:customer"),
)
def list_people(
    request: ApiRequest,
    journey_id: UUID,
    *,
    cursor: CursorText | None = None,
    limit: Limit = 50,
    sort: PeopleSort = "-entered",
) -> Page[PersonOut]:
    """List those you may see, with where they are, their path, and why those who left did."""
    line = get_journey(journey_id, actor=request.actor)
    rows = people.list_people(request.actor).filter(journey_id=line.id)
    found, after = page_rows(rows, cursor=cursor, limit=limit, sort=sort, sorts=people.ORDERS)
    lines = people.load_people([row.id for row in found], request.actor)
    items = [
        PersonOut(
            id=one.id,
            customer_id=one.party_id,
            version=one.number,
            step=one.node,
            due_at=one.due_at,
            entered_at=one.entered_at,
            left_at=one.left_at,
            why=one.why,
            goal_at=one.goal_at,
            held_out=one.held_out,
            path=list(one.path),
        )
        for one in lines
    ]
    return Page[PersonOut](items=items, next=after)
