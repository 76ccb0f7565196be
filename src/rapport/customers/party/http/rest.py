"""/customers: people, companies and households, for programs."""

from collections.abc import Iterator, Sequence
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router, Status
from pydantic import Field

from rapport.customers.party import api
from rapport.customers.party.contracts import CustomerFilter, CustomerState
from rapport.customers.party.http import bodies
from rapport.customers.party.queries.beside import list_handover_rows
from rapport.kernel.filters.api import parse
from rapport.kernel.rest.api import (
    ApiRequest,
    Bulk,
    BulkAnswer,
    CursorText,
    Limit,
    Page,
    RowFailure,
    RowSuccess,
    Whole,
    apply_bulk,
    page_rows,
    require_match,
    set_etag,
)

router = Router()
Meets = Annotated[
    bool,
    Field(description="Whether the customer may be there already: it is then updated and answered with 200."),
]


@router.get("", response=Page[bodies.RowOut], operation_id="list_customers", summary="List customers")
def list_page(request: ApiRequest, filters: Query[bodies.ListQuery]) -> Page[bodies.RowOut]:
    """List the customers you may see. `q` finds by beginnings of words, Chinese characters, four digits.

    `filter` takes a tree of conditions over every field, relation and custom field you may see.
    """
    name, _, label = filters.insight.partition(":")
    page = api.list_customers(
        request.actor,
        filter=CustomerFilter(
            text=filters.q,
            kind=filters.kind or "",
            stage=filters.stage or "",
            country=filters.country,
            origin=filters.origin or "",
            unit_id=filters.unit_id,
            owner_id=filters.owner_id,
            tag=filters.tag,
            insight=(name, label) if label else None,
            where=parse(filters.filter),
        ),
        sort=filters.sort,
        cursor=filters.cursor or "",
        limit=filters.limit,
    )
    rows = [bodies.RowOut.model_validate(row) for row in page.rows]
    return Page[bodies.RowOut](items=rows, next=page.next_cursor or None)


@router.post(
    "",
    response={200: bodies.CustomerOut, 201: bodies.CustomerOut},
    operation_id="create_customer",
    summary="Create a customer",
)
def create_one(
    request: ApiRequest, body: bodies.CustomerIn, response: HttpResponse, upsert: Meets = False
) -> Status[bodies.CustomerOut]:
    """Create a customer.

    By the shop's rules a record may meet one that is there (same identity, e-mail, phone): then 409 with the
    code `exists`, or with `upsert=true` that one takes the fields sent and is answered with 200.
    """
    mode: api.Mode = "upsert" if upsert else "create"
    (arrival,) = api.take_in_customers([body.draft()], mode=mode, actor=request.actor)
    state = api.state_of(arrival)
    response["Location"] = f"/api/v1/customers/{state.id}"
    return Status(201 if arrival.outcome == "created" else 200, _answer(request, state, response))


@router.post("/bulk", response=BulkAnswer, operation_id="bulk_customers", summary="Write many customers")
def write_many(request: ApiRequest, body: Bulk[bodies.CustomerIn]) -> BulkAnswer:
    """Create or update up to 10,000 customers, who meet by the shop's rules; every row gets an answer."""

    def apply(
        rows: Sequence[tuple[int, bodies.CustomerIn]], mode: api.Mode
    ) -> Iterator[RowSuccess | RowFailure]:
        drafts = [row.draft() for _, row in rows]
        arrivals = api.take_in_customers(drafts, mode=mode, actor=request.actor)
        for (index, _), one in zip(rows, arrivals, strict=True):
            if one.outcome == "rejected" or one.customer_id is None:
                yield RowFailure(index, one.code, one.detail, one.fields)
            else:
                yield RowSuccess(index, one.outcome, one.customer_id)

    return apply_bulk(body, lambda rows, mode: apply(rows, body.mode))


@router.post(
    "/hand-over", response=bodies.MovedCount, operation_id="hand_over", summary="Hand customers over"
)
def move(request: ApiRequest, body: bodies.HandOverIn) -> bodies.MovedCount:
    """Move customers to another unit, another owner, or both; all or none."""
    moved = api.hand_over(
        body.customer_ids,
        unit_id=body.unit_id,
        owner_id=body.owner_id,
        reason=body.reason,
        actor=request.actor,
    )
    return bodies.MovedCount(moved=moved)


@router.get(
    "/{uuid:customer_id}",
    response={200: bodies.CustomerOut, 301: bodies.MovedOut},
    operation_id="get_customer",
    summary="Read a customer",
)
def get_one(
    request: ApiRequest, customer_id: UUID, response: HttpResponse
) -> bodies.CustomerOut | Status[bodies.MovedOut]:
    """Read a customer; its ETag serves If-Match. The id of one merged away leads (301) to the survivor."""
    state = api.get_customer(customer_id, actor=request.actor)
    if state.id != customer_id:
        response["Location"] = f"/api/v1/customers/{state.id}"
        return Status(301, bodies.MovedOut(merged_into=state.id))
    return _answer(request, state, response)


@router.patch(
    "/{uuid:customer_id}",
    response=bodies.CustomerOut,
    operation_id="change_customer",
    summary="Change a customer",
)
def change_one(
    request: ApiRequest, customer_id: UUID, body: bodies.CustomerChange, response: HttpResponse
) -> bodies.CustomerOut:
    """Change the fields sent; with If-Match only if nobody else did meanwhile (412)."""
    match(request, customer_id)
    state = api.update_customer(customer_id, body.changes(), actor=request.actor)
    return _answer(request, state, response)


@router.put(
    "/{uuid:customer_id}/tags", response=bodies.CustomerOut, operation_id="set_tags", summary="Set tags"
)
def set_tags(
    request: ApiRequest, customer_id: UUID, body: bodies.TagsIn, response: HttpResponse
) -> bodies.CustomerOut:
    """Make these the customer's tags; new words become tags of the shop."""
    match(request, customer_id)
    return _answer(request, api.set_tags(customer_id, body.tags, actor=request.actor), response)


@router.put(
    "/{uuid:customer_id}/roles", response=bodies.CustomerOut, operation_id="set_roles", summary="Set roles"
)
def set_roles(
    request: ApiRequest, customer_id: UUID, body: bodies.RolesIn, response: HttpResponse
) -> bodies.CustomerOut:
    """Make these what the customer is to the business; roles that stay keep their beginning."""
    match(request, customer_id)
    return _answer(request, api.set_roles(customer_id, body.roles, actor=request.actor), response)


@router.get(
    "/{uuid:customer_id}/insights",
    response=Whole[bodies.InsightOut],
    operation_id="list_insights",
    summary="Read what is known",
)
def list_insights(request: ApiRequest, customer_id: UUID) -> Whole[bodies.InsightOut]:
    """List what models learnt about the customer, by name: the newest of each."""
    lines = api.list_insights(customer_id, actor=request.actor)
    return Whole[bodies.InsightOut](items=[bodies.InsightOut.model_validate(line) for line in lines])


@router.get(
    "/{uuid:customer_id}/handovers",
    response=Page[bodies.HandoverOut],
    operation_id="list_handovers",
    summary="Read hand-overs",
)
def list_handovers(
    request: ApiRequest, customer_id: UUID, cursor: CursorText | None = None, limit: Limit = 50
) -> Page[bodies.HandoverOut]:
    """List where the customer has been, newest first."""
    rows, after = page_rows(list_handover_rows(customer_id, actor=request.actor), cursor=cursor, limit=limit)
    items = [bodies.HandoverOut.model_validate(row) for row in rows]
    return Page[bodies.HandoverOut](items=items, next=after)


def match(request: ApiRequest, customer_id: UUID) -> None:
    """Hold a write to the version its If-Match names (412 otherwise); the customer stays locked."""
    if "If-Match" in request.headers:
        require_match(request, api.get_party_for_update(customer_id, actor=request.actor).version)


def _answer(request: ApiRequest, state: CustomerState, response: HttpResponse) -> bodies.CustomerOut:
    set_etag(response, state.version)
    return bodies.CustomerOut.model_validate(api.veil_state(state, request.actor))
