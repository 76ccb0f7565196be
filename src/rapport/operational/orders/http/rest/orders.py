"""/orders: listing, placing, reading, changing, moving on."""

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Status
from pydantic import Field

from rapport.kernel.filters.api import FilterText, narrow, parse
from rapport.kernel.identity.api import Actor
from rapport.kernel.rest.api import (
    ApiRequest,
    Body,
    CursorText,
    Limit,
    Moment,
    Page,
    asks,
    page_rows,
    require_match,
    set_etag,
    sorted_by,
)
from rapport.operational.orders import operations, queries
from rapport.operational.orders.http.rest.bodies import (
    SAFE,
    AddressOut,
    Kind,
    LineOut,
    MarginOut,
    OrderChange,
    OrderIn,
    OrderOut,
    OrderStatus,
    OrderWhole,
    StatusIn,
    StepOut,
)
from rapport.operational.orders.http.rest.router import router
from rapport.operational.orders.models import Order
from rapport.operational.orders.queries.lists import ORDERS

Sort = Annotated[str, sorted_by("placed_at", "number", "id")]


class OrderFilter(Body):
    """What a list of orders may be narrowed by."""

    cursor: CursorText | None = None
    limit: Limit = 50
    sort: Sort = "-placed_at"
    q: Annotated[
        str, Field(max_length=100, pattern=SAFE, description="Beginning of a number, or a guest's e-mail.")
    ] = ""
    number: Annotated[str, Field(max_length=64, pattern=SAFE)] = ""
    source: Annotated[str, Field(max_length=60, pattern=SAFE)] = ""
    party_id: UUID | None = None
    unit_id: UUID | None = None
    status: OrderStatus | None = None
    kind: Kind | None = None
    placed_from: Moment | None = None
    placed_before: Moment | None = None
    filter: FilterText = ""


GUEST = ("guest_name", "guest_email", "guest_phone")
_EXACT = ("number", "source", "party_id", "unit_id", "status", "kind")


@router.get("", response=Page[OrderOut], operation_id="list_orders", summary="List orders")
def list_page(request: ApiRequest, filters: Query[OrderFilter]) -> Page[OrderOut]:
    """List the orders you may see, newest first unless `sort` says otherwise."""
    rows = queries.search_orders(queries.list_orders(request.actor), filters.q)
    rows = rows.filter(**{name: getattr(filters, name) for name in _EXACT if getattr(filters, name)})
    if filters.placed_from:
        rows = rows.filter(placed_at__gte=filters.placed_from)
    if filters.placed_before:
        rows = rows.filter(placed_at__lt=filters.placed_before)
    rows = narrow(rows, parse(filters.filter), "order", actor=request.actor)
    found, after = page_rows(
        rows,
        cursor=filters.cursor,
        limit=filters.limit,
        sort=filters.sort,
        sorts=ORDERS,
    )
    items = [write_order(row, request.actor) for row in found]
    return Page[OrderOut](items=items, next=after)


@router.post(
    "",
    response={201: OrderWhole},
    operation_id="place_order",
    summary="Place an order",
    openapi_extra=asks("create:order", "view:customer", "view:unit"),
)
def place(request: ApiRequest, body: OrderIn, response: HttpResponse) -> Status[OrderWhole]:
    """Place an order. 409 when its source has that number already, 422 naming what is unknown or wrong."""
    order = operations.place_order(body.as_new(), actor=request.actor)
    response["Location"] = f"/api/v1/orders/{order.id}"
    return Status(201, _answer(request, order, response))


@router.get("/{uuid:order_id}", response=OrderWhole, operation_id="get_order", summary="Read an order")
def get_one(request: ApiRequest, order_id: UUID, response: HttpResponse) -> OrderWhole:
    """Read an order with its lines, addresses and history; its ETag serves If-Match."""
    return _answer(request, queries.get_order(order_id, request.actor), response)


@router.patch(
    "/{uuid:order_id}",
    response=OrderWhole,
    operation_id="change_order",
    summary="Change an order",
    openapi_extra=asks("edit:order", "view:order", "view:customer"),
)
def change_one(request: ApiRequest, order_id: UUID, body: OrderChange, response: HttpResponse) -> OrderWhole:
    """Change customer, note, channel or guest contact; with If-Match only if nobody else did (412)."""
    require_match(request, queries.get_order_for_update(order_id, request.actor).version)
    values = body.model_dump(exclude_unset=True)
    return _answer(request, operations.update_order(order_id, values, actor=request.actor), response)


@router.post(
    "/{uuid:order_id}/status",
    response=OrderWhole,
    operation_id="change_order_status",
    summary="Move an order on",
    openapi_extra={"x-versioned": True},
)
def change_status(request: ApiRequest, order_id: UUID, body: StatusIn, response: HttpResponse) -> OrderWhole:
    """Take an order to its next status; 409 when it cannot go there from where it stands."""
    require_match(request, queries.get_order_for_update(order_id, request.actor).version)
    order = operations.change_status(order_id, body.status, actor=request.actor, reason=body.reason)
    return _answer(request, order, response)


@router.post(
    "/{uuid:order_id}/status/undo",
    response=OrderWhole,
    operation_id="take_back_order_status",
    summary="Take an order's last step back",
    openapi_extra={**asks("edit:order", "view:order"), "x-versioned": True},
)
def take_back(request: ApiRequest, order_id: UUID, response: HttpResponse) -> OrderWhole:
    """Take the last step back, with history; 409 when there is none, or when money made it."""
    require_match(request, queries.get_order_for_update(order_id, request.actor).version)
    return _answer(request, operations.take_back_step(order_id, actor=request.actor), response)


def write_order(order: Order, actor: Actor) -> OrderOut:
    """Return an order as it goes out: without what a role hides of its guest."""
    hidden = {name: "" for name in GUEST if not actor.may_see("order", name)}
    return OrderOut.model_validate(order).model_copy(update=hidden)


def _answer(request: ApiRequest, order: Order, response: HttpResponse) -> OrderWhole:
    details = queries.get_details(order.id, request.actor)
    set_etag(response, details.order.version)
    return OrderWhole(
        **write_order(details.order, request.actor).model_dump(),
        lines=[LineOut.model_validate(line) for line in details.lines],
        addresses=[AddressOut.model_validate(address) for address in details.addresses],
        history=[StepOut.model_validate(step) for step in details.history],
        margin=MarginOut.model_validate(details.margin) if details.margin else None,
    )
