"""/customers/…/relations: how customers belong together."""

from uuid import UUID

from ninja import Path, Router, Status

from rapport.customers.party import api
from rapport.customers.party.http import bodies
from rapport.customers.party.http.rest import match
from rapport.customers.party.queries.beside import list_relation_rows, relation_lines
from rapport.kernel.rest.api import ApiRequest, CursorText, Limit, Page, asks, page_rows

ties = Router()
Ties = Page[bodies.TieOut]
_EDITS = asks("edit:customer", "view:customer")


@ties.get("", response=Ties, operation_id="list_relations", summary="List ties")
def list_ties(
    request: ApiRequest, customer_id: Path[UUID], cursor: CursorText | None = None, limit: Limit = 200
) -> Ties:
    """List the customer's ties in both directions, to customers you may see, the oldest first."""
    party, found = list_relation_rows(customer_id, actor=request.actor)
    rows, after = page_rows(found, cursor=cursor, limit=limit, sort="id")
    lines = relation_lines(rows, party)
    return Ties(items=[bodies.TieOut.model_validate(line) for line in lines], next=after)


@ties.post("", response={201: Ties}, operation_id="add_relation", summary="Add a tie", openapi_extra=_EDITS)
def add_tie(request: ApiRequest, customer_id: Path[UUID], body: bodies.TieIn) -> Status[Ties]:
    """Tie the customer to another; 409 when a hierarchy would close on itself. Answers the first ties."""
    api.add_relation(
        customer_id, body.to_id, body.kind, title=body.title, since=body.since, actor=request.actor
    )
    return Status(201, list_ties(request, customer_id, None, 200))


@ties.delete(
    "/{uuid:other_id}/{kind}",
    response=Ties,
    operation_id="remove_relation",
    summary="Remove a tie",
    openapi_extra=_EDITS,
)
def remove_tie(request: ApiRequest, customer_id: Path[UUID], other_id: UUID, kind: bodies.TieKind) -> Ties:
    """Untie the customer from another, by If-Match in this version only; answers the ties that remain."""
    match(request, customer_id)
    api.remove_relation(customer_id, other_id, kind, actor=request.actor)
    return list_ties(request, customer_id, None, 200)
