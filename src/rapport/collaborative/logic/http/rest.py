"""/answer-services and /answer-traces: what is answered by itself, and what was, for programs."""

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status

from rapport.collaborative.logic.contracts.lines import ServiceDraft, ServiceLine, VersionLine
from rapport.collaborative.logic.contracts.looking import list_look_ups
from rapport.collaborative.logic.contracts.service import read_definition, write_definition
from rapport.collaborative.logic.http.bodies import (
    KeywordCodeOut,
    LookUpOut,
    RestoreIn,
    ServiceIn,
    ServiceOut,
    State,
    TraceOut,
    TrialOut,
    TryIn,
    VersionOut,
)
from rapport.collaborative.logic.operations import editing as operations
from rapport.collaborative.logic.operations.trying import try_out
from rapport.collaborative.logic.queries import editions as queries
from rapport.collaborative.logic.queries import traces as kept
from rapport.collaborative.logic.queries.codes import list_codes
from rapport.kernel.rest.api import (
    ApiRequest,
    CursorText,
    Limit,
    Page,
    Whole,
    asks,
    page_rows,
    require_match,
    set_etag,
    sorted_by,
)

services, traces = Router(), Router()
_ONE = "/{uuid:service_id}"
Sort = Annotated[str, sorted_by("position", "created", "id")]
TraceSort = Annotated[str, sorted_by("at", "id")]


@services.get("", response=Page[ServiceOut], operation_id="list_answer_services", summary="List services")
def list_page(
    request: ApiRequest,
    *,
    state: State | None = None,
    cursor: CursorText | None = None,
    limit: Limit = 50,
    sort: Sort = "position",
) -> Page[ServiceOut]:
    """List what is answered by itself, in the order it is weighed."""
    rows = queries.list_services(request.actor)
    if state:
        rows = rows.filter(state=state)
    found, after = page_rows(rows, cursor=cursor, limit=limit, sort=sort, sorts=queries.ORDERS)
    return Page[ServiceOut](items=[_shape(line) for line in queries.lines_of(found)], next=after)


@services.post(
    "",
    response={201: ServiceOut},
    operation_id="create_answer_service",
    summary="Create a service",
    openapi_extra=asks("create:logic", "view:channel"),
)
def create_one(request: ApiRequest, body: ServiceIn, response: HttpResponse) -> Status[ServiceOut]:
    """Create a draft. 404 for a channel, account or team there is not; 409 where there are 500 already."""
    line = operations.create_service(_draft(body), actor=request.actor)
    response["Location"] = f"/api/v1/answer-services/{line.id}"
    return Status(201, _out(line, response))


@services.post(
    "/try",
    response=Whole[TrialOut],
    operation_id="try_answer_services",
    summary="Try services",
    openapi_extra=asks("view:logic", "view:channel", "view:customer"),
)
def try_texts(request: ApiRequest, body: TryIn) -> Whole[TrialOut]:
    """Answer what would be answered to texts of one customer, one after the other; nothing is written.

    404 for a service, account or customer there is not.
    """
    edited = queries.get_service(body.service_id, actor=request.actor) if body.service_id else None
    trials = try_out(
        body.texts,
        edited=edited,
        account_id=body.account_id,
        customer_id=body.customer_id,
        at=body.at,
        actor=request.actor,
    )
    return Whole[TrialOut](items=[TrialOut.model_validate(one) for one in trials])


@services.get("/look-ups", response=Whole[LookUpOut], operation_id="list_look_ups", summary="List look-ups")
def list_all_look_ups(request: ApiRequest) -> Whole[LookUpOut]:
    """List what services can look up for whoever asks."""
    request.actor.require("view", "logic")
    found = [
        LookUpOut(name=one.name, label=str(one.label), places=dict(one.places)) for one in list_look_ups()
    ]
    return Whole[LookUpOut](items=found)


@services.get(_ONE, response=ServiceOut, operation_id="get_answer_service", summary="Read a service")
def get_one(request: ApiRequest, service_id: UUID, response: HttpResponse) -> ServiceOut:
    """Read a service; its ETag serves If-Match."""
    return _out(queries.get_service(service_id, actor=request.actor), response)


@services.put(
    _ONE,
    response=ServiceOut,
    operation_id="set_answer_service",
    summary="Write a service's draft",
    openapi_extra=asks("edit:logic", "view:channel"),
)
def set_one(request: ApiRequest, service_id: UUID, body: ServiceIn, response: HttpResponse) -> ServiceOut:
    """Write the draft anew; what is live stays, but for name and place. With If-Match (412)."""
    row = queries.get_service_for_update(service_id, actor=request.actor)
    require_match(request, row.version)
    return _out(operations.change_service(service_id, _draft(body), actor=request.actor), response)


@services.delete(_ONE, response={204: None}, operation_id="remove_answer_service", summary="Remove a service")
def remove_one(request: ApiRequest, service_id: UUID) -> Status[None]:
    """Take away a service that never answered; 409 for one that did."""
    operations.remove_service(service_id, actor=request.actor)
    return Status(204, None)


@services.post(
    f"{_ONE}/publish",
    response=ServiceOut,
    operation_id="publish_answer_service",
    summary="Put a service live",
    openapi_extra=asks("edit:logic", "view:channel"),
)
def publish(request: ApiRequest, service_id: UUID, response: HttpResponse) -> ServiceOut:
    """Put the draft live as the next version; 409 naming each field that keeps it from that."""
    return _out(operations.publish_service(service_id, actor=request.actor), response)


@services.post(
    f"{_ONE}/rest", response=ServiceOut, operation_id="rest_answer_service", summary="Let a service rest"
)
def rest(request: ApiRequest, service_id: UUID, response: HttpResponse) -> ServiceOut:
    """Have it answer no more; its forms end. 409 unless it is live."""
    return _out(operations.rest_service(service_id, actor=request.actor), response)


@services.get(
    f"{_ONE}/qr-codes",
    response=Whole[KeywordCodeOut],
    operation_id="list_answer_qr_codes",
    summary="List QR codes of a service",
    openapi_extra=asks("view:logic", "view:channel"),
)
def list_qr_codes(request: ApiRequest, service_id: UUID) -> Whole[KeywordCodeOut]:
    """List the QR codes that begin a live service by SMS: what each holds, for any program that draws one."""
    line = queries.get_service(service_id, actor=request.actor)
    found = list_codes(line, actor=request.actor)
    return Whole[KeywordCodeOut](items=[KeywordCodeOut.model_validate(one) for one in found])


@services.get(
    f"{_ONE}/versions",
    response=Whole[VersionOut],
    operation_id="list_answer_versions",
    summary="List versions of a service",
)
def list_versions(request: ApiRequest, service_id: UUID) -> Whole[VersionOut]:
    """List what was live, the newest first."""
    line = queries.get_service(service_id, actor=request.actor)
    return Whole[VersionOut](items=[_version(one) for one in queries.list_versions(line.id)])


@services.post(
    f"{_ONE}/restore",
    response=ServiceOut,
    operation_id="restore_answer_version",
    summary="Take a version as the draft",
)
def restore(request: ApiRequest, service_id: UUID, body: RestoreIn, response: HttpResponse) -> ServiceOut:
    """Take a past version as the draft; it is live once it is put live. 404 for a version there is not."""
    return _out(operations.restore_version(service_id, body.number, actor=request.actor), response)


@traces.get(
    "",
    response=Page[TraceOut],
    operation_id="list_answer_traces",
    summary="List what was answered by itself",
    openapi_extra=asks("view:logic", "view:conversation"),
)
def list_trace_page(
    request: ApiRequest,
    *,
    service_id: UUID | None = None,
    conversation_id: UUID | None = None,
    cursor: CursorText | None = None,
    limit: Limit = 50,
    sort: TraceSort = "-at",
) -> Page[TraceOut]:
    """List what was done about messages in conversations you may see, each with service, version and why."""
    rows = kept.list_traces(request.actor)
    if service_id:
        rows = rows.filter(service_id=service_id)
    if conversation_id:
        rows = rows.filter(conversation_id=conversation_id)
    found, after = page_rows(rows, cursor=cursor, limit=limit, sort=sort, sorts=kept.ORDERS)
    lines = kept.load_traces([row.id for row in found], request.actor)
    return Page[TraceOut](items=[TraceOut.model_validate(one) for one in lines], next=after)


def _draft(body: ServiceIn) -> ServiceDraft:
    given = body.model_dump()
    definition = read_definition({"when": given["when"], "then": given["then"]})
    return ServiceDraft(body.name, body.about, body.position, definition)


def _shape(line: ServiceLine) -> ServiceOut:
    values = {name: getattr(line, name) for name in ServiceOut.model_fields if name not in ("when", "then")}
    return ServiceOut(**values, **write_definition(line.draft))


def _version(line: VersionLine) -> VersionOut:
    return VersionOut(
        number=line.number,
        published_at=line.published_at,
        published_by_id=line.published_by_id,
        **write_definition(line.definition),
    )


def _out(line: ServiceLine, response: HttpResponse) -> ServiceOut:
    set_etag(response, line.version)
    return _shape(line)
