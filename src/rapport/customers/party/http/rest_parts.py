"""/customers/…: contact points, addresses and identities of a customer."""

from uuid import UUID

from django.http import HttpResponse
from ninja import Path, Query, Router, Status

from rapport.customers.party import api
from rapport.customers.party.contracts import CustomerState
from rapport.customers.party.http import bodies
from rapport.customers.party.http.rest import match
from rapport.kernel.rest.api import ApiRequest, set_etag

points, addresses, identities = Router(), Router(), Router()
Out = bodies.CustomerOut


@points.post("", response={201: Out}, operation_id="add_contact_point", summary="Add a contact point")
def add_point(
    request: ApiRequest, customer_id: Path[UUID], body: bodies.ContactIn, response: HttpResponse
) -> Status[Out]:
    """Give the customer a way to be reached; one it has takes label and preference. 422 if it is none."""
    match(request, customer_id)
    state = api.add_contact_point(customer_id, body.draft(), actor=request.actor)
    return Status(201, _answer(request, state, response))


@points.patch(
    "/{uuid:point_id}", response=Out, operation_id="change_contact_point", summary="Change a contact point"
)
def change_point(
    request: ApiRequest,
    customer_id: Path[UUID],
    point_id: UUID,
    body: bodies.ContactChange,
    response: HttpResponse,
) -> Out:
    """Change the fields sent; a new value loses its verification."""
    match(request, customer_id)
    state = api.change_contact_point(customer_id, point_id, **body.model_dump(), actor=request.actor)
    return _answer(request, state, response)


@points.delete(
    "/{uuid:point_id}", response=Out, operation_id="remove_contact_point", summary="Remove a contact point"
)
def remove_point(request: ApiRequest, customer_id: Path[UUID], point_id: UUID, response: HttpResponse) -> Out:
    """Take a contact point away; answers the customer as it is now."""
    match(request, customer_id)
    state = api.remove_contact_point(customer_id, point_id, actor=request.actor)
    return _answer(request, state, response)


@addresses.post("", response={201: Out}, operation_id="add_address", summary="Add an address")
def add_address(
    request: ApiRequest, customer_id: Path[UUID], body: bodies.AddressIn, response: HttpResponse
) -> Status[Out]:
    """Give the customer a postal address."""
    match(request, customer_id)
    state = api.add_address(customer_id, body.draft(), actor=request.actor)
    return Status(201, _answer(request, state, response))


@addresses.put(
    "/{uuid:address_id}", response=Out, operation_id="change_address", summary="Write an address anew"
)
def change_address(
    request: ApiRequest,
    customer_id: Path[UUID],
    address_id: UUID,
    body: bodies.AddressIn,
    response: HttpResponse,
) -> Out:
    """Write an address anew, whole."""
    match(request, customer_id)
    state = api.change_address(customer_id, address_id, body.draft(), actor=request.actor)
    return _answer(request, state, response)


@addresses.delete(
    "/{uuid:address_id}", response=Out, operation_id="remove_address", summary="Remove an address"
)
def remove_address(
    request: ApiRequest, customer_id: Path[UUID], address_id: UUID, response: HttpResponse
) -> Out:
    """Take an address away; answers the customer as it is now."""
    match(request, customer_id)
    state = api.remove_address(customer_id, address_id, actor=request.actor)
    return _answer(request, state, response)


@identities.post("", response={201: Out}, operation_id="add_external_id", summary="Add an identity")
def add_identity(
    request: ApiRequest, customer_id: Path[UUID], body: bodies.ExternalIdIn, response: HttpResponse
) -> Status[Out]:
    """Say who another system takes the customer for; 409 when that identity is another customer's."""
    match(request, customer_id)
    state = api.add_external_id(customer_id, body.draft(), actor=request.actor)
    return Status(201, _answer(request, state, response))


@identities.delete("", response=Out, operation_id="remove_external_id", summary="Remove an identity")
def remove_identity(
    request: ApiRequest, customer_id: Path[UUID], identity: Query[bodies.ExternalIdIn], response: HttpResponse
) -> Out:
    """Forget an identity in another system; answers the customer as it is now."""
    match(request, customer_id)
    state = api.remove_external_id(customer_id, identity.draft(), actor=request.actor)
    return _answer(request, state, response)


def _answer(request: ApiRequest, state: CustomerState, response: HttpResponse) -> Out:
    set_etag(response, state.version)
    return Out.model_validate(api.veil_state(state, request.actor))
