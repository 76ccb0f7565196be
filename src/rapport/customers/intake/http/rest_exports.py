"""/exports/customers and /exports/orders: a list as a file."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import FileResponse
from ninja import Query, Router
from pydantic import Field

from rapport.customers.intake.contracts.exports import Wanted
from rapport.customers.intake.formats.writers import MEDIA
from rapport.customers.intake.http.pages.giving import file_of
from rapport.customers.intake.operations.exporting import require_known
from rapport.kernel.filters.api import FilterText
from rapport.kernel.rest.api import ApiRequest, Body

router = Router()
Word = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
Ids = Annotated[tuple[UUID, ...], Field(max_length=1_000)]
LOOKS = ("format", "id", "filter")
FILE: dict[str, Any] = {
    "responses": {
        200: {
            "description": "The file",
            "content": {
                media.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}
                for media, _suffix in MEDIA.values()
            },
        }
    }
}


class CustomersQuery(Body):
    """Which customers, as what file; all that is given must hold. `filter` is of the filter language."""

    format: Literal["csv", "xlsx", "jsonl", "vcf"] = "csv"
    id: Ids = ()
    filter: FilterText = ""
    q: Word = ""
    stage: Literal["", "prospect", "customer", "former"] = ""
    kind: Literal["", "person", "company", "household"] = ""
    tag: Word = ""
    origin: Literal["", "own", "purchased", "rented", "self"] = ""
    country: Word = ""


class OrdersQuery(Body):
    """Which orders, as what file; all that is given must hold. `placed` counts days back from now."""

    format: Literal["csv", "xlsx", "jsonl"] = "csv"
    id: Ids = ()
    filter: FilterText = ""
    q: Word = ""
    status: Word = ""
    kind: Word = ""
    placed: Annotated[int, Field(ge=1, le=9_999)] | None = None


@router.get("/customers", operation_id="export_customers", summary="Take customers out", openapi_extra=FILE)
def export_customers(request: ApiRequest, asked: Query[CustomersQuery]) -> FileResponse:
    """Answer with the customers you may export, as CSV, Excel, JSON lines or vCard.

    Times are UTC, sums in major units with their ISO 4217 currency; no cell is a formula.
    """
    return _file("customers", asked, request)


@router.get("/orders", operation_id="export_orders", summary="Take orders out", openapi_extra=FILE)
def export_orders(request: ApiRequest, asked: Query[OrdersQuery]) -> FileResponse:
    """Answer with the orders you may export, a row for each line, as CSV, Excel or JSON lines.

    Times are UTC, prices in major units with their ISO 4217 currency; no cell is a formula.
    """
    return _file("orders", asked, request)


def _file(kind: str, asked: CustomersQuery | OrdersQuery, request: ApiRequest) -> FileResponse:
    require_known(dict.fromkeys(request.GET, "asked"), type(asked).model_fields)
    given = asked.model_dump(exclude=set(LOOKS), exclude_defaults=True)
    query = {name: str(value) for name, value in given.items()}
    wanted = Wanted(ids=tuple(asked.id) or None, query=query, filter=asked.filter)
    return file_of(kind, asked.format, wanted, request.actor)
