"""/products/…/custom-fields: the business's own fields of a product."""

from uuid import UUID

from django.http import HttpResponse
from ninja import Path, Router

from rapport.kernel.fields.api import CustomIn, CustomOut, load_seen_values
from rapport.kernel.rest.api import ApiRequest, require_match, set_etag
from rapport.operational.products import operations, queries
from rapport.operational.products.models import Product
from rapport.operational.products.operations.own import KIND

custom = Router()


@custom.get(
    "", response=CustomOut, operation_id="get_product_fields", summary="Read a product's custom fields"
)
def read_fields(request: ApiRequest, product_id: Path[UUID], response: HttpResponse) -> CustomOut:
    """Read the custom fields that hold something; the ETag is the product's and serves If-Match."""
    return _answer(request, queries.get_product(product_id, request.actor), response)


@custom.patch(
    "", response=CustomOut, operation_id="set_product_fields", summary="Set a product's custom fields"
)
def set_fields(
    request: ApiRequest, product_id: Path[UUID], body: CustomIn, response: HttpResponse
) -> CustomOut:
    """Set the custom fields sent, null empties one; with If-Match only if nobody else did (412).

    A value that is not of its field's type is refused with 422, which names the field and says why. A time
    without an offset is read in the caller's zone.
    """
    require_match(request, queries.get_product_for_update(product_id, request.actor).version)
    product = operations.set_product_fields(product_id, body.values, actor=request.actor)
    return _answer(request, product, response)


def _answer(request: ApiRequest, product: Product, response: HttpResponse) -> CustomOut:
    set_etag(response, product.version)
    return CustomOut(values=load_seen_values(KIND, product.id, actor=request.actor))
