"""/rates: what other currencies are worth in the business's own, from a day until the next rate."""

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from ninja import Query, Router
from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from rapport.kernel.money.operations import set_rates
from rapport.kernel.money.queries import list_rates
from rapport.kernel.money.shapes import CurrencyCode
from rapport.kernel.paging.api import by_column
from rapport.kernel.rest.api import (
    Answer,
    ApiRequest,
    Body,
    CursorText,
    Day,
    Exact,
    Limit,
    Page,
    Text,
    asks,
    page_rows,
    sorted_by,
)

router = Router()
_EXAMPLE: JsonDict = {"rates": [{"currency": "USD", "day": "2026-01-02", "rate": "0.92"}]}


class RateIn(Body):
    """From `day`, one unit of `currency` is `rate` units of the business's own currency."""

    currency: CurrencyCode
    day: Day
    rate: Annotated[Decimal, Exact(9, 12, "+")]


class RatesIn(Body):
    """Rates to set; one that is there for the same day is replaced."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_EXAMPLE]})

    rates: Annotated[list[RateIn], Field(min_length=1, max_length=10_000)]
    source: Text = Field(default="", max_length=60, description="Where the rates are from.")


class RatesSet(Answer):
    """How many rates were set."""

    count: int


class RateOut(Answer):
    """A rate, from its day until the next one of its currency."""

    id: UUID
    currency: str
    day: date
    rate: Decimal
    source: str


class RateFilter(Body):
    """What a list of rates may be narrowed by."""

    cursor: CursorText | None = None
    limit: Limit = 50
    sort: Annotated[str, sorted_by("day", "id")] = "-day"
    currency: CurrencyCode | None = None


@router.get("", response=Page[RateOut], operation_id="list_rates", summary="List exchange rates")
def list_page(request: ApiRequest, filters: Query[RateFilter]) -> Page[RateOut]:
    """List the exchange rates of the business, the newest day first."""
    rows = list_rates(request.actor)
    if filters.currency:
        rows = rows.filter(currency=filters.currency)
    found, after = page_rows(
        rows,
        cursor=filters.cursor,
        limit=filters.limit,
        sort=filters.sort,
        sorts={"day": by_column("day", "day")},
    )
    return Page[RateOut](items=[RateOut.model_validate(row) for row in found], next=after)


@router.post(
    "",
    response=RatesSet,
    operation_id="set_rates",
    summary="Set exchange rates",
    openapi_extra=asks("edit:settings"),
)
def write_rates(request: ApiRequest, body: RatesIn) -> RatesSet:
    """Set rates; 422 on an unknown currency. Worth and counters follow with the next change or recount."""
    rates = [(rate.currency, rate.day, rate.rate) for rate in body.rates]
    return RatesSet(count=set_rates(rates, actor=request.actor, source=body.source))


def get_router() -> Router:
    """Return the room's router, the same for every asking."""
    return router
