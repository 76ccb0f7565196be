"""/message-tariffs: what messages cost and bring from a day on, for programs."""

from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status

from rapport.collaborative.tariffs.contracts import TariffDraft
from rapport.collaborative.tariffs.http.bodies import EndIn, TariffIn, TariffOut
from rapport.collaborative.tariffs.models import MessageTariff
from rapport.collaborative.tariffs.operations import tariffs as priced
from rapport.collaborative.tariffs.queries.numbers import get_tariff, list_tariffs
from rapport.kernel.rest.api import ApiRequest, CursorText, Limit, Page, page_rows, require_match, set_etag

tariffs = Router()
_TARIFF = "/{uuid:tariff_id}"


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


def _tariff(row: MessageTariff, response: HttpResponse) -> TariffOut:
    set_etag(response, row.version)
    return TariffOut.model_validate(row)
