"""/journeys: make, draw, put live, enter, read, for programs."""

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status

from rapport.kernel.errors import Clash, Invalid, RapportError
from rapport.kernel.rest.api import (
    ApiRequest,
    CursorText,
    Limit,
    Page,
    asks,
    page_rows,
    require_match,
    set_etag,
    sorted_by,
)
from rapport.operational.journeys.contracts import JourneyDraft, JourneyLine
from rapport.operational.journeys.http.bodies import (
    EnteredOut,
    EnterIn,
    GraphIn,
    GraphOut,
    JourneyChange,
    JourneyIn,
    JourneyOut,
    PublishIn,
    State,
)
from rapport.operational.journeys.http.rest_people import router as people_router
from rapport.operational.journeys.http.rest_rehearsals import router as rehearsals_router
from rapport.operational.journeys.operations import drawing, entering, journeys, life
from rapport.operational.journeys.queries.journeys import (
    ORDERS,
    get_draft,
    get_journey,
    get_journey_for_update,
    line_of,
    list_journeys,
)
from rapport.operational.journeys.rules.graph import read_graph, write_graph

router = Router()
Sort = Annotated[str, sorted_by("created", "name", "id")]


@router.get("", response=Page[JourneyOut], operation_id="list_journeys", summary="List journeys")
def list_page(
    request: ApiRequest,
    *,
    state: State | None = None,
    cursor: CursorText | None = None,
    limit: Limit = 50,
    sort: Sort = "-created",
) -> Page[JourneyOut]:
    """List the journeys you may see."""
    rows = list_journeys(request.actor)
    if state:
        rows = rows.filter(state=state)
    found, after = page_rows(rows, cursor=cursor, limit=limit, sort=sort, sorts=ORDERS)
    return Page[JourneyOut](items=[JourneyOut.model_validate(line_of(row)) for row in found], next=after)


@router.post(
    "",
    response={201: JourneyOut},
    operation_id="create_journey",
    summary="Create a journey",
    openapi_extra=asks("create:journey", "view:channel"),
)
def create_one(request: ApiRequest, body: JourneyIn, response: HttpResponse) -> Status[JourneyOut]:
    """Create a draft with a way in and an end. 404 for an account or owner there is not."""
    line = journeys.create_journey(JourneyDraft(**body.model_dump()), actor=request.actor)
    response["Location"] = f"/api/v1/journeys/{line.id}"
    return Status(201, _out(line, response))


@router.get("/{uuid:journey_id}", response=JourneyOut, operation_id="get_journey", summary="Read a journey")
def get_one(request: ApiRequest, journey_id: UUID, response: HttpResponse) -> JourneyOut:
    """Read a journey; its ETag serves If-Match."""
    return _out(get_journey(journey_id, actor=request.actor), response)


@router.patch(
    "/{uuid:journey_id}",
    response=JourneyOut,
    operation_id="change_journey",
    summary="Change a journey",
    openapi_extra=asks("edit:journey", "view:channel"),
)
def change_one(
    request: ApiRequest, journey_id: UUID, body: JourneyChange, response: HttpResponse
) -> JourneyOut:
    """Change the fields sent; with If-Match only if nobody else did (412)."""
    require_match(request, get_journey_for_update(journey_id, actor=request.actor).version)
    values = body.model_dump(exclude_unset=True)
    return _out(journeys.change_journey(journey_id, values, actor=request.actor), response)


@router.get(
    "/{uuid:journey_id}/graph",
    response=GraphOut,
    operation_id="get_journey_graph",
    summary="Read a journey's picture",
)
def read_picture(request: ApiRequest, journey_id: UUID, response: HttpResponse) -> GraphOut:
    """Read the picture as it is drawn now, with what keeps it from being live."""
    line = get_journey(journey_id, actor=request.actor)
    set_etag(response, line.version)
    return _graph(request, line)


@router.put(
    "/{uuid:journey_id}/graph",
    response=GraphOut,
    operation_id="set_journey_graph",
    summary="Draw a journey",
)
def set_picture(request: ApiRequest, journey_id: UUID, body: GraphIn, response: HttpResponse) -> GraphOut:
    """Put a picture in place of the one drawn; the version that is live stays as it is.

    409 names a kind of step, a setting or a way out there is not, and each way that leads nowhere.
    """
    require_match(request, get_journey_for_update(journey_id, actor=request.actor).version)
    try:
        graph = read_graph(body.model_dump())
    except Invalid as error:
        raise Clash(str(error), fields=error.reasons, code="not-sound") from error
    line = drawing.set_graph(journey_id, graph, actor=request.actor)
    set_etag(response, line.version)
    return _graph(request, line)


@router.post(
    "/{uuid:journey_id}/publish",
    response=JourneyOut,
    operation_id="publish_journey",
    summary="Put a journey live",
)
def publish(request: ApiRequest, journey_id: UUID, body: PublishIn, response: HttpResponse) -> JourneyOut:
    """Make the picture drawn the version people enter by; 409 naming each step that is not sound.

    Who is on the way stays on their version unless `move` takes along those whose step is still there.
    """
    return _out(life.publish_journey(journey_id, move=body.move, actor=request.actor), response)


@router.post(
    "/{uuid:journey_id}/pause", response=JourneyOut, operation_id="pause_journey", summary="Pause a journey"
)
def pause(request: ApiRequest, journey_id: UUID, response: HttpResponse) -> JourneyOut:
    """Have everybody stay where they are; 409 unless it is live."""
    return _out(life.pause_journey(journey_id, actor=request.actor), response)


@router.post(
    "/{uuid:journey_id}/resume",
    response=JourneyOut,
    operation_id="resume_journey",
    summary="Resume a journey",
)
def resume(request: ApiRequest, journey_id: UUID, response: HttpResponse) -> JourneyOut:
    """Go on with a paused journey; 409 for any other."""
    return _out(life.resume_journey(journey_id, actor=request.actor), response)


@router.post(
    "/{uuid:journey_id}/stop", response=JourneyOut, operation_id="stop_journey", summary="Stop a journey"
)
def stop(request: ApiRequest, journey_id: UUID, response: HttpResponse) -> JourneyOut:
    """End it for everybody on the way; what no channel has claimed is never sent. 409 unless it is on."""
    return _out(life.stop_journey(journey_id, actor=request.actor), response)


@router.post(
    "/{uuid:journey_id}/enter",
    response=EnteredOut,
    operation_id="enter_journey",
    summary="Have a customer begin a journey",
    openapi_extra=asks("edit:journey", "view:customer"),
)
def enter(request: ApiRequest, journey_id: UUID, body: EnterIn) -> EnteredOut:
    """Have a customer come in, by its conditions and rule of coming again; 409 unless it is live."""
    entered = entering.enter_customer(journey_id, body.customer_id, actor=request.actor)
    return EnteredOut(entered=entered)


def _graph(request: ApiRequest, line: JourneyLine) -> GraphOut:
    graph = get_draft(line)
    flaws = life.find_flaws(line, graph, actor=request.actor)
    told = RapportError("", fields={flaw.node: flaw.reason for flaw in reversed(flaws)}).fields
    return GraphOut(steps=write_graph(graph)["steps"], flaws=told)


def _out(line: JourneyLine, response: HttpResponse) -> JourneyOut:
    set_etag(response, line.version)
    return JourneyOut.model_validate(line)


router.add_router("", people_router)
router.add_router("", rehearsals_router)
