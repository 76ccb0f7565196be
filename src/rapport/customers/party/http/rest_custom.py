"""/customers/…/custom-fields: the shop's own fields of a customer."""

from uuid import UUID

from django.http import HttpResponse
from ninja import Path, Router

from rapport.customers.party import api
from rapport.customers.party.http import bodies
from rapport.customers.party.http.rest import match
from rapport.kernel.fields.api import CustomIn
from rapport.kernel.rest.api import ApiRequest, set_etag

custom = Router()


@custom.patch("", response=bodies.CustomerOut, operation_id="set_custom_fields", summary="Set custom fields")
def set_fields(
    request: ApiRequest, customer_id: Path[UUID], body: CustomIn, response: HttpResponse
) -> bodies.CustomerOut:
    """Set the custom fields sent, null empties one; answers the customer as it is now.

    A value that is not of its field's type is refused with 422, which names the field and says why. A time
    without an offset is read in the caller's zone.
    """
    match(request, customer_id)
    state = api.set_custom_fields(customer_id, body.values, actor=request.actor)
    set_etag(response, state.version)
    return bodies.CustomerOut.model_validate(api.veil_state(state, request.actor))
