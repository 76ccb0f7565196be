"""/sms-links: the message centres a business has SMS over."""

from dataclasses import fields, replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status

from rapport.collaborative.mobile.contracts import LinkDraft
from rapport.collaborative.mobile.http.bodies import (
    LinkChange,
    LinkIn,
    LinkOut,
)
from rapport.collaborative.mobile.models import SmsLink
from rapport.collaborative.mobile.operations.links import add_link, change_link
from rapport.collaborative.mobile.queries.links import draft_of, get_link, list_links
from rapport.kernel.rest.api import (
    ApiRequest,
    CursorText,
    Limit,
    Page,
    page_rows,
    require_match,
    set_etag,
)

links = Router()
_ONE = "/{uuid:link_id}"
_FIELDS = {one.name for one in fields(LinkDraft)}


@links.get("", response=Page[LinkOut], operation_id="list_sms_links", summary="List SMS links")
def list_page(request: ApiRequest, cursor: CursorText | None = None, limit: Limit = 50) -> Page[LinkOut]:
    """List the links, newest first; passwords are never shown."""
    rows, after = page_rows(list_links(request.actor), cursor=cursor, limit=limit)
    return Page[LinkOut](items=[LinkOut.model_validate(row) for row in rows], next=after)


@links.post("", response={201: LinkOut}, operation_id="add_sms_link", summary="Connect a message centre")
def add(request: ApiRequest, body: LinkIn, response: HttpResponse) -> Status[LinkOut]:
    """Connect a message centre over SMPP 3.4; it is bound once an active number goes over it.

    A server inside the house is refused when it is bound, unless the host of the house opened it. 409 where
    a cost comes without its currency.
    """
    row = add_link(LinkDraft(**_drafted(body.model_dump())), actor=request.actor)
    response["Location"] = f"/api/v1/sms-links/{row.id}"
    return Status(201, _out(row, response))


@links.get(_ONE, response=LinkOut, operation_id="get_sms_link", summary="Read an SMS link")
def get_one(request: ApiRequest, link_id: UUID, response: HttpResponse) -> LinkOut:
    """Read a link."""
    return _out(get_link(link_id, actor=request.actor), response)


@links.patch(_ONE, response=LinkOut, operation_id="change_sms_link", summary="Change an SMS link")
def change(request: ApiRequest, link_id: UUID, body: LinkChange, response: HttpResponse) -> LinkOut:
    """Change a link, or have it rest (`active` false); with If-Match (412)."""
    row = get_link(link_id, actor=request.actor, verb="edit", lock=True)
    require_match(request, row.version)
    draft = replace(draft_of(row), **_drafted(body.model_dump(exclude_unset=True)))
    return _out(change_link(link_id, draft, actor=request.actor), response)


def _drafted(given: dict[str, Any]) -> dict[str, Any]:
    if "prefixes" in given:
        given["prefixes"] = tuple(given["prefixes"])
    return {name: value for name, value in given.items() if name in _FIELDS}


def _out(row: SmsLink, response: HttpResponse) -> LinkOut:
    set_etag(response, row.version)
    return LinkOut.model_validate(row)
