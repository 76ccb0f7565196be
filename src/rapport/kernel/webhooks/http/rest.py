"""/webhooks: the places senders deliver to, and what they delivered."""

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status
from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from rapport.kernel.rest.api import (
    Answer,
    ApiRequest,
    Body,
    CursorText,
    Limit,
    Moment,
    Name,
    Page,
    page_rows,
    require_match,
    set_etag,
)
from rapport.kernel.webhooks import operations, queries
from rapport.kernel.webhooks.contracts import DeliveryState, EndpointInfo
from rapport.kernel.webhooks.registry import list_receivers

router = Router()
ReceiverName = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9_.-]*$", max_length=60),
    Field(json_schema_extra=lambda schema: schema.update(enum=[one.name for one in list_receivers()])),
]
Secret = Annotated[str, StringConstraints(pattern=r"^[!-~]+$", min_length=8, max_length=200)]
ShortName = Annotated[Name, StringConstraints(max_length=120)]
_EXAMPLE: JsonDict = {"receiver": "woocommerce", "name": "The tea shop"}


class EndpointIn(Body):
    """A place to open; leave the secret out unless the sender chose it."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_EXAMPLE]})

    receiver: ReceiverName
    name: ShortName
    secret: Secret | None = None


class SecretIn(Body):
    """A new secret; left out, one is made."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{}]})

    secret: Secret | None = None


class EndpointChange(Body):
    """Whether the place is open."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"active": False}]})

    active: Annotated[bool, Field(strict=True)]


class EndpointOut(Answer):
    """A place where a sender delivers; `path` is below this installation's address."""

    id: UUID
    receiver: str
    name: str
    path: str
    active: bool
    created_at: Moment
    last_received_at: Moment | None


class EndpointMade(EndpointOut):
    """A place just opened, with its secret, shown this once only."""

    secret: str


class SecretOut(Answer):
    """The new secret, shown this once only; the former one holds for a day more."""

    secret: str


class DeliveryOut(Answer):
    """One call that came in: `waiting`, `done`, or `refused` for a reason."""

    id: UUID
    key: str
    topic: str
    state: DeliveryState
    reason: str
    received_at: Moment
    digested_at: Moment | None


@router.get("", response=Page[EndpointOut], operation_id="list_webhooks", summary="List webhook endpoints")
def list_page(request: ApiRequest, cursor: CursorText | None = None, limit: Limit = 50) -> Page[EndpointOut]:
    """List the places senders deliver to, newest first."""
    rows, after = page_rows(queries.list_endpoints(request.actor), cursor=cursor, limit=limit)
    items = [EndpointOut.model_validate(queries.info_of(row)) for row in rows]
    return Page[EndpointOut](items=items, next=after)


@router.post("", response={201: EndpointMade}, operation_id="open_webhook", summary="Open an endpoint")
def open_one(request: ApiRequest, body: EndpointIn, response: HttpResponse) -> Status[EndpointMade]:
    """Open a place for a sender; its secret is in this answer and never again."""
    info, secret = operations.open_endpoint(body.receiver, body.name, actor=request.actor, secret=body.secret)
    response["Location"] = f"/api/v1/webhooks/{info.id}"
    out = EndpointOut.model_validate(info)
    return Status(201, EndpointMade(**out.model_dump(), secret=secret))


@router.get(
    "/{uuid:endpoint_id}", response=EndpointOut, operation_id="get_webhook", summary="Read an endpoint"
)
def get_one(request: ApiRequest, endpoint_id: UUID, response: HttpResponse) -> EndpointOut:
    """Read a place; its secret is never shown."""
    request.actor.require("view", "webhook")
    return _answer(queries.info_of(queries.get_endpoint(endpoint_id)), response)


@router.patch(
    "/{uuid:endpoint_id}", response=EndpointOut, operation_id="switch_webhook", summary="Open or shut it"
)
def switch_one(
    request: ApiRequest, endpoint_id: UUID, body: EndpointChange, response: HttpResponse
) -> EndpointOut:
    """Open or shut a place; a shut one answers senders 404."""
    request.actor.require("edit", "webhook")
    before = EndpointOut.model_validate(queries.info_of(queries.get_endpoint(endpoint_id, lock=True)))
    require_match(request, content=before.model_dump())
    info = operations.switch_endpoint(endpoint_id, active=body.active, actor=request.actor)
    return _answer(info, response)


@router.post(
    "/{uuid:endpoint_id}/secret",
    response=SecretOut,
    operation_id="change_webhook_secret",
    summary="New secret",
)
def change_secret(request: ApiRequest, endpoint_id: UUID, body: SecretIn) -> SecretOut:
    """Give a place a new secret; the former one holds for one more day."""
    secret = operations.change_secret(endpoint_id, actor=request.actor, secret=body.secret)
    return SecretOut(secret=secret)


@router.get(
    "/{uuid:endpoint_id}/deliveries",
    response=Page[DeliveryOut],
    operation_id="list_webhook_deliveries",
    summary="List deliveries",
)
def list_delivered(
    request: ApiRequest,
    endpoint_id: UUID,
    cursor: CursorText | None = None,
    limit: Limit = 50,
    state: DeliveryState | None = None,
) -> Page[DeliveryOut]:
    """List what came in, newest first."""
    deliveries = queries.list_deliveries(request.actor, endpoint_id)
    if state is not None:
        deliveries = deliveries.filter(state=state)
    rows, after = page_rows(deliveries, cursor=cursor, limit=limit)
    return Page[DeliveryOut](items=[DeliveryOut.model_validate(row) for row in rows], next=after)


@router.post(
    "/deliveries/{uuid:delivery_id}/digest",
    response={204: None},
    operation_id="digest_webhook_delivery",
    summary="Digest a delivery again",
)
def digest_one(request: ApiRequest, delivery_id: UUID) -> Status[None]:
    """Have a delivery digested once more, after its reason was mended."""
    operations.digest_again(delivery_id, actor=request.actor)
    return Status(204, None)


def _answer(info: EndpointInfo, response: HttpResponse) -> EndpointOut:
    out = EndpointOut.model_validate(info)
    set_etag(response, content=out.model_dump())
    return out
