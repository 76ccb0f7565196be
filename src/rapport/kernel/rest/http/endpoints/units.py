"""/units: the tree of the organisation. The example the README points to."""

from collections.abc import Iterator, Sequence
from typing import Annotated
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Status
from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from rapport.kernel.errors import Missing, RapportError, Unknown
from rapport.kernel.identity.api import Actor, change_unit, create_unit, list_units, remove_unit
from rapport.kernel.paging.api import by_column
from rapport.kernel.rest.bulk import RowFailure, RowResult, RowSuccess, apply_bulk
from rapport.kernel.rest.contracts import (
    Answer,
    ApiRequest,
    Body,
    Bulk,
    BulkAnswer,
    Code,
    CursorText,
    Limit,
    Name,
    Page,
    sorted_by,
)
from rapport.kernel.rest.queries import page_rows
from rapport.kernel.rest.scopes import asks
from rapport.kernel.rest.versions import require_match, set_etag

router = Router()
Tier = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=40)]
_EXAMPLE: JsonDict = {"name": "Harbour district", "code": "harbour", "tier": "local", "parent_id": None}


class UnitIn(Body):
    """A unit as a caller writes it; `tier` is the tenant's own word for the level, such as province."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_EXAMPLE]})

    name: Name
    code: Code
    tier: Tier = ""
    parent_id: UUID | None = None


class UnitChange(Body):
    """The fields of a unit to change; those left out stay."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"name": "Old harbour"}]})

    name: Name = Field(default="")
    code: Code = Field(default="")
    tier: Tier = ""
    parent_id: UUID | None = None


class UnitOut(Answer):
    """A unit of the organisation."""

    id: UUID
    name: str
    code: str
    tier: str
    parent_id: UUID | None


Sort = Annotated[str, sorted_by("name", "code", "id")]


@router.get("", response=Page[UnitOut], operation_id="list_units", summary="List units")
def list_page(
    request: ApiRequest,
    cursor: CursorText | None = None,
    limit: Limit = 50,
    sort: Sort = "-id",
) -> Page[UnitOut]:
    """List the units you may see, newest first unless `sort` says otherwise."""
    rows, after = page_rows(
        list_units(request.actor),
        cursor=cursor,
        limit=limit,
        sort=sort,
        sorts={"name": by_column("name"), "code": by_column("code")},
    )
    return Page[UnitOut](items=[UnitOut.model_validate(row) for row in rows], next=after)


@router.post(
    "",
    response={201: UnitOut},
    operation_id="create_unit",
    summary="Create a unit",
    openapi_extra=asks("create:unit", "view:unit"),
)
def create_one(request: ApiRequest, body: UnitIn, response: HttpResponse) -> Status[UnitOut]:
    """Create a unit. Refused with 409 when its code is in use, 422 when there is no such parent."""
    request.actor.require("create", "unit")
    out = UnitOut.model_validate(_create(request.actor, body))
    response["Location"] = f"/api/v1/units/{out.id}"
    set_etag(response, content=out.model_dump())
    return Status(201, out)


@router.get("/{uuid:unit_id}", response=UnitOut, operation_id="get_unit", summary="Read a unit")
def get_one(request: ApiRequest, unit_id: UUID, response: HttpResponse) -> UnitOut:
    """Read a unit; its ETag serves If-Match."""
    out = _find(request.actor, unit_id, "view")
    set_etag(response, content=out.model_dump())
    return out


@router.patch("/{uuid:unit_id}", response=UnitOut, operation_id="change_unit", summary="Change a unit")
def change_one(request: ApiRequest, unit_id: UUID, body: UnitChange, response: HttpResponse) -> UnitOut:
    """Change the fields sent; with If-Match only if nobody else did meanwhile (412)."""
    before = _find(request.actor, unit_id, "edit")
    require_match(request, content=before.model_dump())
    out = UnitOut.model_validate(change_unit(unit_id, body.model_dump(exclude_unset=True)))
    set_etag(response, content=out.model_dump())
    return out


@router.delete(
    "/{uuid:unit_id}",
    response={204: None},
    operation_id="remove_unit",
    summary="Remove a unit",
    openapi_extra=asks("delete:unit", "view:unit"),
)
def remove_one(request: ApiRequest, unit_id: UUID) -> Status[None]:
    """Remove a unit nobody and nothing belongs to; 409 while something does."""
    require_match(request, content=_find(request.actor, unit_id, "view").model_dump())
    remove_unit(unit_id, actor=request.actor)
    return Status(204, None)


@router.post(
    "/bulk",
    response=BulkAnswer,
    operation_id="bulk_units",
    summary="Write many units",
    openapi_extra=asks("create:unit", "edit:unit", "view:unit"),
)
def write_many(request: ApiRequest, body: Bulk[UnitIn]) -> BulkAnswer:
    """Create or update up to 10,000 units, known by their code; every row gets its own answer."""
    actor = request.actor
    for verb in {"create": ["create"], "update": ["edit"], "upsert": ["create", "edit"]}[body.mode]:
        actor.require(verb, "unit")

    def apply(rows: Sequence[tuple[int, UnitIn]], mode: str) -> Iterator[RowResult]:
        codes = [row.code for _, row in rows]
        known = dict(list_units(actor).filter(code__in=codes).values_list("code", "id"))
        for index, row in rows:
            try:
                with transaction.atomic():
                    result = _write_row(actor, index, row, mode, known.get(row.code))
            except RapportError as error:
                yield RowFailure.of(index, error)
            else:
                known[row.code] = result.id
                yield result

    return apply_bulk(body, apply)


def _write_row(actor: Actor, index: int, row: UnitIn, mode: str, known: UUID | None) -> RowSuccess:
    if known is None and mode == "update":
        raise Missing(_("There is no unit with this code."))
    if known is None or mode == "create":
        return RowSuccess(index, "created", _create(actor, row).id)
    return RowSuccess(index, "updated", change_unit(known, row.model_dump(exclude_unset=True)).id)


def _create(actor: Actor, body: UnitIn) -> UnitOut:
    if body.parent_id and not list_units(actor).filter(id=body.parent_id).exists():
        raise Unknown(_("There is no such unit."), fields={"parent_id": _("There is no such unit.")})
    unit = create_unit(body.name, body.code, parent_id=body.parent_id, tier=body.tier)
    return UnitOut.model_validate(unit)


def _find(actor: Actor, unit_id: UUID, verb: str) -> UnitOut:
    """Return the unit locked, so that what If-Match compares stays until the end."""
    unit = list_units(actor, verb).filter(id=unit_id).first()
    if unit is None:
        raise Missing(_("There is no such unit."))
    return UnitOut.model_validate(unit)
