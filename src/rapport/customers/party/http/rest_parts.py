"""/customers/…: contact points, addresses, identities and ties of a customer; /tags: the shop's tags."""

from datetime import date
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Path, Query, Router, Status
from pydantic import ConfigDict, StringConstraints

from rapport.customers.party import api
from rapport.customers.party.contracts import CustomerState
from rapport.customers.party.http import bodies
from rapport.customers.party.http.rest import match
from rapport.kernel.rest.api import ApiRequest, Body, set_etag

points, addresses, identities, ties, tags = Router(), Router(), Router(), Router(), Router()
Out = bodies.CustomerOut


class TagChange(Body):
    """A tag's name and colour for the whole shop."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"name": "Gold", "colour": "amber"}]}
    )

    name: bodies.TagName
    colour: Annotated[str, StringConstraints(pattern=r"^[a-z-]{0,20}$")] = ""


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


@ties.get("", response=list[bodies.TieOut], operation_id="list_relations", summary="List ties")
def list_ties(request: ApiRequest, customer_id: Path[UUID]) -> list[bodies.TieOut]:
    """List the customer's ties in both directions, to customers you may see."""
    lines = api.list_relations(customer_id, actor=request.actor)
    return [bodies.TieOut.model_validate(line) for line in lines]


@ties.post("", response={201: list[bodies.TieOut]}, operation_id="add_relation", summary="Add a tie")
def add_tie(request: ApiRequest, customer_id: Path[UUID], body: bodies.TieIn) -> Status[list[bodies.TieOut]]:
    """Tie the customer to another; 409 when a hierarchy would close on itself."""
    since: date | None = body.since
    api.add_relation(customer_id, body.to_id, body.kind, title=body.title, since=since, actor=request.actor)
    return Status(201, list_ties(request, customer_id))


@ties.delete(
    "/{uuid:other_id}/{kind}",
    response=list[bodies.TieOut],
    operation_id="remove_relation",
    summary="Remove a tie",
)
def remove_tie(
    request: ApiRequest, customer_id: Path[UUID], other_id: UUID, kind: bodies.TieKind
) -> list[bodies.TieOut]:
    """Untie the customer from another; answers the ties that remain."""
    api.remove_relation(customer_id, other_id, kind, actor=request.actor)
    return list_ties(request, customer_id)


@tags.get("", response=list[bodies.TagOut], operation_id="list_tags", summary="List tags")
def list_tags(request: ApiRequest) -> list[bodies.TagOut]:
    """List the shop's tags by name."""
    request.actor.require("view", "tag")
    return [bodies.TagOut.model_validate(line) for line in api.list_tags()]


@tags.put("/{uuid:tag_id}", response=bodies.TagOut, operation_id="change_tag", summary="Rename a tag")
def change_tag(request: ApiRequest, tag_id: UUID, body: TagChange) -> bodies.TagOut:
    """Rename or recolour a tag for the whole shop; 409 when the word is another tag's."""
    api.change_tag(tag_id, name=body.name, colour=body.colour, actor=request.actor)
    return bodies.TagOut(id=tag_id, name=" ".join(body.name.split()), colour=body.colour)


@tags.delete("/{uuid:tag_id}", response={204: None}, operation_id="remove_tag", summary="Remove a tag")
def remove_tag(request: ApiRequest, tag_id: UUID) -> Status[None]:
    """Take a tag off every customer and out of the shop."""
    api.remove_tag(tag_id, actor=request.actor)
    return Status(204, None)


def _answer(request: ApiRequest, state: CustomerState, response: HttpResponse) -> Out:
    set_etag(response, state.version)
    return Out.model_validate(api.veil_state(state, request.actor))
