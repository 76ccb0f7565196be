"""/service-numbers, /message-tariffs, /message-budgets, /message-costs: what messages cost, for programs."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router, Status

from rapport.collaborative.tariffs.contracts import (
    BudgetDraft,
    BudgetLine,
    CostSplit,
    NumberDraft,
    TariffDraft,
)
from rapport.collaborative.tariffs.http.bodies import (
    BudgetChange,
    BudgetIn,
    BudgetOut,
    ChargeOut,
    CostOut,
    EndIn,
    NumberChange,
    NumberIn,
    NumberOut,
    TariffIn,
    TariffOut,
)
from rapport.collaborative.tariffs.models import MessageTariff, ServiceNumber
from rapport.collaborative.tariffs.operations import budgets as limits
from rapport.collaborative.tariffs.operations import numbers as owned
from rapport.collaborative.tariffs.operations import tariffs as priced
from rapport.collaborative.tariffs.queries.budgets import budget_lines, draft_of, get_budget, list_budgets
from rapport.collaborative.tariffs.queries.charges import ORDERS, list_charges
from rapport.collaborative.tariffs.queries.numbers import (
    get_number,
    get_tariff,
    list_numbers,
    list_tariffs,
)
from rapport.collaborative.tariffs.queries.spending import list_costs
from rapport.kernel.rest.api import (
    ApiRequest,
    CursorText,
    Day,
    Limit,
    Page,
    Whole,
    asks,
    page_rows,
    require_match,
    set_etag,
    sorted_by,
)

numbers, tariffs, budgets, costs = Router(), Router(), Router(), Router()
_NUMBER, _TARIFF, _BUDGET = "/{uuid:number_id}", "/{uuid:tariff_id}", "/{uuid:budget_id}"
ChargeSort = Annotated[str, sorted_by("at", "id")]
MOST_MONTHS = 36


@numbers.get("", response=Page[NumberOut], operation_id="list_service_numbers", summary="List numbers")
def list_number_page(
    request: ApiRequest, cursor: CursorText | None = None, limit: Limit = 50
) -> Page[NumberOut]:
    """List the numbers and short codes the business may use, newest first."""
    rows, after = page_rows(list_numbers(request.actor), cursor=cursor, limit=limit)
    return Page[NumberOut](items=[NumberOut.model_validate(row) for row in rows], next=after)


@numbers.post("", response={201: NumberOut}, operation_id="add_service_number", summary="Add a number")
def add_number(request: ApiRequest, body: NumberIn, response: HttpResponse) -> Status[NumberOut]:
    """Enter a number. 404 for no such owner; 409 where it is there already, ends before it begins, or is of
    another country.
    """
    row = owned.add_number(NumberDraft(**_drafted(body.model_dump())), actor=request.actor)
    response["Location"] = f"/api/v1/service-numbers/{row.id}"
    return Status(201, _number(row, response))


@numbers.get(_NUMBER, response=NumberOut, operation_id="get_service_number", summary="Read a number")
def get_one_number(request: ApiRequest, number_id: UUID, response: HttpResponse) -> NumberOut:
    """Read a number."""
    return _number(get_number(number_id, actor=request.actor), response)


@numbers.patch(_NUMBER, response=NumberOut, operation_id="change_service_number", summary="Change a number")
def change_number(
    request: ApiRequest, number_id: UUID, body: NumberChange, response: HttpResponse
) -> NumberOut:
    """Change a number, or end it (`valid_until`); with If-Match (412). 404 and 409 as when it is added."""
    row = get_number(number_id, actor=request.actor, verb="edit", lock=True)
    require_match(request, row.version)
    kept = {name: getattr(row, name) for name in NumberIn.model_fields}
    draft = NumberDraft(**_drafted({**kept, **body.model_dump(exclude_unset=True)}))
    return _number(owned.change_number(number_id, draft, actor=request.actor), response)


@tariffs.get("", response=Page[TariffOut], operation_id="list_message_tariffs", summary="List tariffs")
def list_tariff_page(
    request: ApiRequest, cursor: CursorText | None = None, limit: Limit = 50
) -> Page[TariffOut]:
    """List what messages cost and bring, those of the past too, newest first."""
    rows, after = page_rows(list_tariffs(request.actor), cursor=cursor, limit=limit)
    return Page[TariffOut](items=[TariffOut.model_validate(row) for row in rows], next=after)


@tariffs.post("", response={201: TariffOut}, operation_id="add_message_tariff", summary="Add a tariff")
def add_tariff(request: ApiRequest, body: TariffIn, response: HttpResponse) -> Status[TariffOut]:
    """Enter what messages cost from a day on; what was reckoned before stays. 404 for no such number; 409
    where there is one for the same from this day, or a free one brings something.
    """
    given = body.model_dump()
    draft = TariffDraft(**{**given, "prefixes": tuple(given["prefixes"])})
    row = priced.add_tariff(draft, actor=request.actor)
    response["Location"] = f"/api/v1/message-tariffs/{row.id}"
    return Status(201, _tariff(row, response))


@tariffs.get(_TARIFF, response=TariffOut, operation_id="get_message_tariff", summary="Read a tariff")
def get_one_tariff(request: ApiRequest, tariff_id: UUID, response: HttpResponse) -> TariffOut:
    """Read a tariff."""
    return _tariff(get_tariff(tariff_id, actor=request.actor), response)


@tariffs.patch(_TARIFF, response=TariffOut, operation_id="end_message_tariff", summary="End a tariff")
def end_tariff(request: ApiRequest, tariff_id: UUID, body: EndIn, response: HttpResponse) -> TariffOut:
    """Say until when a tariff holds; with If-Match (412). 409 for a day gone by, or before it begins."""
    row = get_tariff(tariff_id, actor=request.actor, verb="edit", lock=True)
    require_match(request, row.version)
    return _tariff(priced.end_tariff(tariff_id, body.ended_on, actor=request.actor), response)


@tariffs.delete(
    _TARIFF, response={204: None}, operation_id="remove_message_tariff", summary="Remove a tariff"
)
def remove_tariff(request: ApiRequest, tariff_id: UUID) -> Status[None]:
    """Take a tariff back; 409 where messages were reckoned by it."""
    priced.remove_tariff(tariff_id, actor=request.actor)
    return Status(204, None)


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


@costs.get("", response=Whole[CostOut], operation_id="list_message_costs", summary="Add up costs")
def list_all_costs(
    request: ApiRequest,
    by: CostSplit = "number",
    since: Annotated[Day | None, Query(description="A day of the first month; none: this month.")] = None,
    until: Annotated[Day | None, Query(description="A day of the last month; none: this month.")] = None,
) -> Whole[CostOut]:
    """Add up what messages cost and brought by number, campaign, country or month; each currency by itself.

    `since` and `until` name whole months of the business's zone.
    """
    today = timezone.now().date()
    first, last = since or min(until or today, today), until or max(since or today, today)
    lines = list_costs(by, first, _end_of(last), actor=request.actor)
    return Whole[CostOut](items=[CostOut.model_validate(one) for one in lines])


@costs.get(
    "/messages",
    response=Page[ChargeOut],
    operation_id="list_message_charges",
    summary="List costs by message",
)
def list_charge_page(
    request: ApiRequest, cursor: CursorText | None = None, limit: Limit = 50, sort: ChargeSort = "-at"
) -> Page[ChargeOut]:
    """List what each message cost and brought."""
    rows, after = page_rows(list_charges(request.actor), cursor=cursor, limit=limit, sort=sort, sorts=ORDERS)
    return Page[ChargeOut](items=[ChargeOut.model_validate(row) for row in rows], next=after)


def _end_of(day: date) -> date:
    return day.replace(day=28)


def _drafted(given: dict[str, Any]) -> dict[str, Any]:
    return {**given, **{name: tuple(given[name]) for name in ("operators", "capabilities")}}


def _number(row: ServiceNumber, response: HttpResponse) -> NumberOut:
    set_etag(response, row.version)
    return NumberOut.model_validate(row)


def _tariff(row: MessageTariff, response: HttpResponse) -> TariffOut:
    set_etag(response, row.version)
    return TariffOut.model_validate(row)


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
