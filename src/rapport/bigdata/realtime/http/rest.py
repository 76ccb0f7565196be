"""/realtime: what goes on now, and how the data is; /triggers: rules on what visitors do."""

from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status

from rapport.bigdata.realtime.http.bodies import (
    FiringOut,
    FiveVOut,
    PulseOut,
    TriggerChange,
    TriggerIn,
    TriggerOut,
)
from rapport.bigdata.realtime.models import Trigger
from rapport.bigdata.realtime.operations.triggers import add_trigger, change_trigger, remove_trigger
from rapport.bigdata.realtime.queries import triggers as reads
from rapport.bigdata.realtime.queries.five_v import read_five_v
from rapport.bigdata.realtime.queries.windows import read_pulse
from rapport.kernel.rest.api import (
    ApiRequest,
    CursorText,
    Limit,
    Page,
    answer_new,
    answer_one,
    answer_page,
    asks,
    require_unchanged,
)

figures, triggers = Router(), Router()
_ONE = "/{uuid:trigger_id}"


@figures.get("/now", response=PulseOut, operation_id="read_now", summary="Read what goes on now")
def read_now(request: ApiRequest) -> PulseOut:
    """Read who is on the site, how far visitors come, what rises, and how orders go."""
    reads.require(request.actor, "view", "realtime")
    return PulseOut.model_validate(read_pulse())


@figures.get("/data", response=FiveVOut, operation_id="read_live_data", summary="Read how the data streams")
def read_data(request: ApiRequest) -> FiveVOut:
    """Read volume, velocity, variety, veracity and value of the events that stream in."""
    reads.require(request.actor, "view", "realtime")
    return FiveVOut.model_validate(read_five_v())


@triggers.get("", response=Page[TriggerOut], operation_id="list_triggers", summary="List triggers")
def list_page(request: ApiRequest, cursor: CursorText | None = None, limit: Limit = 50) -> Page[TriggerOut]:
    """List the rules on what visitors do, newest first."""
    rows = reads.list_triggers(request.actor)
    return answer_page(Page[TriggerOut], rows, _shape, cursor=cursor, limit=limit)


@triggers.post("", response={201: TriggerOut}, operation_id="add_trigger", summary="Add a trigger")
def add(request: ApiRequest, body: TriggerIn, response: HttpResponse) -> Status[TriggerOut]:
    """Have the fact `trigger.fired.v1` told whenever a visitor fulfils a rule.

    Once for a visitor in each hour, day or week (`repeat`) of the business's calendar.
    """
    line = add_trigger(body.model_dump(), actor=request.actor)
    return answer_new(TriggerOut.model_validate(line), response, f"/api/v1/triggers/{line.id}")


@triggers.get(_ONE, response=TriggerOut, operation_id="get_trigger", summary="Read a trigger")
def get_one(request: ApiRequest, trigger_id: UUID, response: HttpResponse) -> TriggerOut:
    """Read a trigger."""
    return answer_one(_shape(reads.get_trigger(trigger_id, actor=request.actor)), response)


@triggers.patch(_ONE, response=TriggerOut, operation_id="change_trigger", summary="Change a trigger")
def change(request: ApiRequest, trigger_id: UUID, body: TriggerChange, response: HttpResponse) -> TriggerOut:
    """Change what it looks for, or switch it off (`active` false) and on; with If-Match (412)."""
    before = reads.get_trigger(trigger_id, actor=request.actor, verb="edit", lock=True)
    require_unchanged(request, _shape(before))
    line = change_trigger(trigger_id, body.model_dump(exclude_unset=True), actor=request.actor)
    return answer_one(TriggerOut.model_validate(line), response)


@triggers.delete(
    _ONE,
    response={204: None},
    operation_id="remove_trigger",
    summary="Remove a trigger",
    openapi_extra=asks("delete:trigger"),
)
def remove(request: ApiRequest, trigger_id: UUID) -> Status[None]:
    """Forget a trigger and the list of what it fired; the facts stay. With If-Match (412)."""
    before = reads.get_trigger(trigger_id, actor=request.actor, verb="delete", lock=True)
    require_unchanged(request, _shape(before))
    remove_trigger(trigger_id, actor=request.actor)
    return Status(204, None)


@triggers.get(
    f"{_ONE}/firings",
    response=Page[FiringOut],
    operation_id="list_firings",
    summary="List what a trigger fired",
)
def list_firings(
    request: ApiRequest, trigger_id: UUID, cursor: CursorText | None = None, limit: Limit = 50
) -> Page[FiringOut]:
    """List whom a trigger fired for in the last sixty days, newest first."""
    return answer_page(
        Page[FiringOut],
        reads.list_firings(trigger_id, actor=request.actor),
        lambda row: FiringOut.model_validate(reads.firing_of(row)),
        cursor=cursor,
        limit=limit,
        by="fired_at",
    )


def _shape(row: Trigger) -> TriggerOut:
    return TriggerOut.model_validate(reads.line_of(row))
