"""/orders/…/custom-fields: the business's own fields of an order."""

from uuid import UUID

from django.http import HttpResponse
from ninja import Path, Router

from rapport.kernel.fields.api import CustomIn, CustomOut, load_seen_values
from rapport.kernel.rest.api import ApiRequest, require_match, set_etag
from rapport.operational.orders import operations, queries
from rapport.operational.orders.models import Order
from rapport.operational.orders.operations.own import KIND

custom = Router()


@custom.get("", response=CustomOut, operation_id="get_order_fields", summary="Read an order's custom fields")
def read_fields(request: ApiRequest, order_id: Path[UUID], response: HttpResponse) -> CustomOut:
    """Read the custom fields that hold something; the ETag is the order's and serves If-Match."""
    return _answer(request, queries.get_order(order_id, request.actor), response)


@custom.patch("", response=CustomOut, operation_id="set_order_fields", summary="Set an order's custom fields")
def set_fields(
    request: ApiRequest, order_id: Path[UUID], body: CustomIn, response: HttpResponse
) -> CustomOut:
    """Set the custom fields sent, null empties one; with If-Match only if nobody else did (412).

    A value that is not of its field's type is refused with 422, which names the field and says why. A time
    without an offset is read in the caller's zone.
    """
    require_match(request, queries.get_order_for_update(order_id, request.actor).version)
    order = operations.set_order_fields(order_id, body.values, actor=request.actor)
    return _answer(request, order, response)


def _answer(request: ApiRequest, order: Order, response: HttpResponse) -> CustomOut:
    set_etag(response, order.version)
    return CustomOut(values=load_seen_values(KIND, order.id, actor=request.actor))
