"""/service-numbers: the numbers and short codes of a business, for programs."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status

from rapport.collaborative.tariffs.contracts import NumberDraft
from rapport.collaborative.tariffs.http.bodies import NumberChange, NumberIn, NumberOut
from rapport.collaborative.tariffs.models import ServiceNumber
from rapport.collaborative.tariffs.operations import numbers as owned
from rapport.collaborative.tariffs.queries.numbers import get_number, list_numbers
from rapport.kernel.rest.api import ApiRequest, CursorText, Limit, Page, page_rows, require_match, set_etag

numbers = Router()
_NUMBER = "/{uuid:number_id}"


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


def _drafted(given: dict[str, Any]) -> dict[str, Any]:
    return {**given, **{name: tuple(given[name]) for name in ("operators", "capabilities")}}


def _number(row: ServiceNumber, response: HttpResponse) -> NumberOut:
    set_etag(response, row.version)
    return NumberOut.model_validate(row)
