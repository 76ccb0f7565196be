"""/message-budgets: how much messages may cost, and what is spent, for programs."""

from dataclasses import asdict
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router, Status

from rapport.collaborative.tariffs.contracts import BudgetDraft, BudgetLine
from rapport.collaborative.tariffs.http.bodies import BudgetChange, BudgetIn, BudgetOut
from rapport.collaborative.tariffs.operations import budgets as limits
from rapport.collaborative.tariffs.queries.budgets import budget_lines, draft_of, get_budget, list_budgets
from rapport.kernel.rest.api import (
    ApiRequest,
    CursorText,
    Limit,
    Page,
    asks,
    page_rows,
    require_match,
    set_etag,
)

budgets = Router()
_BUDGET = "/{uuid:budget_id}"


@budgets.get("", response=Page[BudgetOut], operation_id="list_message_budgets", summary="List budgets")
def list_budget_page(
    request: ApiRequest, cursor: CursorText | None = None, limit: Limit = 50
) -> Page[BudgetOut]:
    """List the limits with what is spent of them, newest first."""
    rows, after = page_rows(list_budgets(request.actor), cursor=cursor, limit=limit)
    return Page[BudgetOut](items=[_shape(one) for one in budget_lines(rows, timezone.now())], next=after)


@budgets.post(
    "",
    response={201: BudgetOut},
    operation_id="add_message_budget",
    summary="Add a budget",
    openapi_extra=asks("create:channel", "view:channel"),
)
def add_budget(request: ApiRequest, body: BudgetIn, response: HttpResponse) -> Status[BudgetOut]:
    """Set a limit. 404 for no such number or campaign; 409 where the campaign is missing, or for too many."""
    row = limits.add_budget(BudgetDraft(**body.model_dump()), actor=request.actor)
    response["Location"] = f"/api/v1/message-budgets/{row.id}"
    return Status(201, _budget(row.id, request, response))


@budgets.get(_BUDGET, response=BudgetOut, operation_id="get_message_budget", summary="Read a budget")
def get_one_budget(request: ApiRequest, budget_id: UUID, response: HttpResponse) -> BudgetOut:
    """Read a limit with what is spent of it."""
    return _budget(budget_id, request, response)


@budgets.patch(
    _BUDGET,
    response=BudgetOut,
    operation_id="change_message_budget",
    summary="Change a budget",
    openapi_extra=asks("edit:channel", "view:channel"),
)
def change_budget(
    request: ApiRequest, budget_id: UUID, body: BudgetChange, response: HttpResponse
) -> BudgetOut:
    """Change a limit, or have it rest (`active` false); with If-Match (412). What waited is asked again."""
    row = get_budget(budget_id, actor=request.actor, verb="edit", lock=True)
    require_match(request, row.version)
    draft = BudgetDraft(**{**asdict(draft_of(row)), **body.model_dump(exclude_unset=True)})
    limits.change_budget(budget_id, draft, actor=request.actor)
    return _budget(budget_id, request, response)


def _budget(budget_id: UUID, request: ApiRequest, response: HttpResponse) -> BudgetOut:
    (line,) = budget_lines([get_budget(budget_id, actor=request.actor)], timezone.now())
    set_etag(response, line.version)
    return _shape(line)


def _shape(line: BudgetLine) -> BudgetOut:
    return BudgetOut(
        **asdict(line.draft),
        id=line.id,
        spent_minor=line.spent_minor,
        owner_id=line.owner_id,
        version=line.version,
        created_at=line.created_at,
    )
