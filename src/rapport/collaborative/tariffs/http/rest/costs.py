"""/message-costs: what messages cost and brought, added up and one by one, for programs."""

from datetime import date
from typing import Annotated

from django.utils import timezone
from ninja import Query, Router

from rapport.collaborative.tariffs.contracts import CostSplit
from rapport.collaborative.tariffs.http.bodies import ChargeOut, CostOut
from rapport.collaborative.tariffs.queries.charges import ORDERS, list_charges
from rapport.collaborative.tariffs.queries.spending import list_costs
from rapport.kernel.rest.api import ApiRequest, CursorText, Day, Limit, Page, Whole, page_rows, sorted_by

costs = Router()
ChargeSort = Annotated[str, sorted_by("at", "id")]


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
