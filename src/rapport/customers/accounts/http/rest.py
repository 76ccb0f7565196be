"""/key-accounts, /urgent-needs and a customer's group, for programs."""

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Path, Router, Status

from rapport.customers.accounts import queries
from rapport.customers.accounts.contracts import AccountLine
from rapport.customers.accounts.http.bodies import (
    AccountChange,
    AccountIn,
    AccountOut,
    NeedIn,
    NeedOut,
    OutcomeIn,
    State,
    TeamsIn,
    TreeOut,
)
from rapport.customers.accounts.operations import naming, needs
from rapport.kernel.rest import api as rest
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

router, urgent, group = Router(), Router(), Router()
_SEES = asks("view:account", "view:customer")
_NAMES = asks("create:account", "edit:customer", "view:account", "view:customer")
_EDITS = asks("edit:account", "view:account", "view:customer")


def register_endpoints() -> None:
    """Bring the endpoints of the room."""
    rest.register("/key-accounts", lambda: router, tag="Key accounts", kind="account")
    rest.register("/urgent-needs", lambda: urgent, tag="Key accounts", kind="account")
    rest.register("/customers/{uuid:customer_id}/group", lambda: group, tag="Key accounts")


@router.get(
    "",
    response=Page[AccountOut],
    operation_id="list_key_accounts",
    summary="List key accounts",
    openapi_extra=_SEES,
)
def list_page(
    request: ApiRequest,
    cursor: CursorText | None = None,
    limit: Limit = 50,
    sort: Annotated[str, sorted_by("since", "id")] = "since",
) -> Page[AccountOut]:
    """List the key accounts you may see, with their teams."""
    found = queries.list_accounts(request.actor)
    rows, after = page_rows(found, cursor=cursor, limit=limit, sort=sort, sorts=queries.ORDERS)
    items = [AccountOut.model_validate(queries.line_of(row)) for row in rows]
    return Page[AccountOut](items=items, next=after)


@router.post(
    "",
    response={201: AccountOut},
    operation_id="name_key_account",
    summary="Name a key account",
    openapi_extra=_NAMES,
)
def name_one(request: ApiRequest, body: AccountIn, response: HttpResponse) -> Status[AccountOut]:
    """Make a customer a key account; 409 for one that is. Its team is set by the next call."""
    line = naming.name_account(body.customer_id, body.level, note=body.note, actor=request.actor)
    response["Location"] = f"/api/v1/key-accounts/{line.id}"
    return Status(201, _out(line, response))


@router.get(
    "/{uuid:account_id}",
    response=AccountOut,
    operation_id="get_key_account",
    summary="Read a key account",
    openapi_extra=_SEES,
)
def read_one(request: ApiRequest, account_id: UUID, response: HttpResponse) -> AccountOut:
    """Read a key account, present or former; its ETag serves If-Match."""
    return _out(queries.get_account(account_id, actor=request.actor), response)


@router.patch(
    "/{uuid:account_id}",
    response=AccountOut,
    operation_id="change_key_account",
    summary="Change a key account",
    openapi_extra=_EDITS,
)
def change_one(
    request: ApiRequest, account_id: UUID, body: AccountChange, response: HttpResponse
) -> AccountOut:
    """Change service level or note; with If-Match only if nobody else did meanwhile (412)."""
    _match(request, account_id)
    values = body.model_dump(exclude_unset=True)
    return _out(naming.change_account(account_id, values, actor=request.actor), response)


@router.put(
    "/{uuid:account_id}/team",
    response=AccountOut,
    operation_id="set_account_team",
    summary="Set the team",
    openapi_extra=_EDITS,
)
def set_team(request: ApiRequest, account_id: UUID, body: TeamsIn, response: HttpResponse) -> AccountOut:
    """Give a key account this team, one lead at most; 404 for who is no active member."""
    _match(request, account_id)
    team = [one.draft() for one in body.team]
    return _out(naming.set_team(account_id, team, actor=request.actor), response)


@router.post(
    "/{uuid:account_id}/end",
    response=AccountOut,
    operation_id="end_key_account",
    summary="End a key account",
    openapi_extra=_EDITS,
)
def end_one(request: ApiRequest, account_id: UUID, response: HttpResponse) -> AccountOut:
    """End a key account; 409 while an urgent need is not over."""
    return _out(naming.end_account(account_id, actor=request.actor), response)


@urgent.get(
    "",
    response=Page[NeedOut],
    operation_id="list_urgent_needs",
    summary="List urgent needs",
    openapi_extra=_SEES,
)
def list_needs(
    request: ApiRequest, state: State | None = None, cursor: CursorText | None = None, limit: Limit = 50
) -> Page[NeedOut]:
    """List urgent needs, the newest first, with the steps of their clocks."""
    found = queries.list_needs(request.actor)
    if state is not None:
        found = found.filter(state=state)
    rows, after = page_rows(found, cursor=cursor, limit=limit, sort="-id")
    return Page[NeedOut](items=[NeedOut.model_validate(one) for one in queries.need_lines(rows)], next=after)


@urgent.post(
    "",
    response={201: NeedOut},
    operation_id="raise_urgent_need",
    summary="Raise an urgent need",
    openapi_extra=_EDITS,
)
def raise_need(request: ApiRequest, body: NeedIn, response: HttpResponse) -> Status[NeedOut]:
    """Say what is urgent: the first of the team are written to at once, and the clock runs."""
    line = needs.raise_need(body.account_id, body.title, detail=body.detail, actor=request.actor)
    response["Location"] = f"/api/v1/urgent-needs/{line.id}"
    return Status(201, NeedOut.model_validate(line))


@urgent.get(
    "/{uuid:need_id}",
    response=NeedOut,
    operation_id="get_urgent_need",
    summary="Read an urgent need",
    openapi_extra=_SEES,
)
def read_need(request: ApiRequest, need_id: UUID) -> NeedOut:
    """Read a need with its clock."""
    return NeedOut.model_validate(queries.get_need(need_id, actor=request.actor))


@urgent.post(
    "/{uuid:need_id}/acknowledge",
    response=NeedOut,
    operation_id="acknowledge_urgent_need",
    summary="Take care of it",
    openapi_extra=_EDITS,
)
def acknowledge(request: ApiRequest, need_id: UUID) -> NeedOut:
    """Take care of a need, which stops its clock; 409 where somebody does already."""
    return NeedOut.model_validate(needs.acknowledge_need(need_id, actor=request.actor))


@urgent.post(
    "/{uuid:need_id}/resolve",
    response=NeedOut,
    operation_id="resolve_urgent_need",
    summary="Resolve it",
    openapi_extra=_EDITS,
)
def resolve(request: ApiRequest, need_id: UUID, body: OutcomeIn) -> NeedOut:
    """End a need with what came of it; 409 where it is over."""
    return NeedOut.model_validate(
        needs.resolve_need(need_id, body.outcome, note=body.note, actor=request.actor)
    )


@group.get("", response=Whole[TreeOut], operation_id="get_customer_group", summary="Read the group")
def read_group(request: ApiRequest, customer_id: Path[UUID]) -> Whole[TreeOut]:
    """Read the companies of the customer's group that you may see, parents first, with figures rolled up."""
    lines = queries.list_tree(customer_id, actor=request.actor)
    return Whole[TreeOut](items=[TreeOut.model_validate(one) for one in lines])


def _match(request: ApiRequest, account_id: UUID) -> None:
    require_match(request, queries.get_account_for_update(account_id, actor=request.actor).version)


def _out(line: AccountLine, response: HttpResponse) -> AccountOut:
    set_etag(response, line.version)
    return AccountOut.model_validate(line)
