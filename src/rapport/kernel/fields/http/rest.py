"""/fields: the custom fields a business has defined."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status
from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from rapport.kernel.fields import definitions, queries
from rapport.kernel.fields.contracts import Choice, FieldType
from rapport.kernel.fields.registry import list_kinds
from rapport.kernel.rest.api import (
    FILLED,
    Answer,
    ApiRequest,
    Body,
    CursorText,
    Limit,
    Page,
    page_rows,
    require_match,
    set_etag,
)

router = Router()
Label = Annotated[str, StringConstraints(pattern=FILLED, min_length=1, max_length=120)]
FieldCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Kind = Annotated[str, StringConstraints(pattern=r"^[a-z_]+$", max_length=60)]
TakingKind = Annotated[Kind, Field(json_schema_extra=lambda schema: schema.update(enum=[*list_kinds()]))]
Help = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=300)]
Position = Annotated[int, Field(ge=0, le=32_000)]
Flag = Annotated[bool, Field(strict=True)]
_EXAMPLE: JsonDict = {
    "kind": "customer",
    "code": "favourite_tea",
    "label": "Favourite tea",
    "type": "choice",
    "choices": [{"code": "green", "label": "Green"}, {"code": "oolong", "label": "Oolong"}],
}


class ChoiceIn(Body):
    """An answer of a choice field."""

    code: FieldCode
    label: Label


class FieldIn(Body):
    """A field to add; its kind, code and type never change afterwards."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [_EXAMPLE],
            "anyOf": [
                {
                    "required": ["choices"],
                    "properties": {"type": {"const": "choice"}, "choices": {"minItems": 1}},
                },
                {"properties": {"type": {"not": {"const": "choice"}}, "choices": {"maxItems": 0}}},
            ],
        },
    )

    kind: TakingKind
    code: FieldCode
    label: Label
    type: FieldType
    choices: list[ChoiceIn] = Field(default_factory=list, max_length=500)
    required: Flag = False
    help: Help = ""
    position: Position = 0


class FieldChange(Body):
    """What to change of a field; choices left out of `choices` are retired."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"label": "Favourite"}]})

    label: Label = Field(default="")
    choices: list[ChoiceIn] = Field(default_factory=list, max_length=500)
    required: Flag = False
    help: Help = ""
    position: Position = 0
    retired: Flag = False


class ChoiceOut(Answer):
    """An answer of a choice field; retired ones stay where records hold them."""

    code: str
    label: str
    retired: bool


class FieldOut(Answer):
    """A custom field of a kind of record."""

    id: UUID
    kind: str
    code: str
    label: str
    type: FieldType
    help: str
    required: bool
    position: int
    retired: bool
    version: int
    choices: list[ChoiceOut]


@router.get("", response=Page[FieldOut], operation_id="list_fields", summary="List custom fields")
def list_page(
    request: ApiRequest, kind: Kind | None = None, cursor: CursorText | None = None, limit: Limit = 50
) -> Page[FieldOut]:
    """List the fields, retired ones too, of one kind of record or of all; newest first."""
    request.actor.require("view", "field")
    rows, after = page_rows(queries.list_definitions(kind), cursor=cursor, limit=limit)
    infos = queries.infos_of(rows)
    return Page[FieldOut](items=[FieldOut.model_validate(info) for info in infos], next=after)


@router.post("", response={201: FieldOut}, operation_id="define_field", summary="Add a custom field")
def define_one(request: ApiRequest, body: FieldIn, response: HttpResponse) -> Status[FieldOut]:
    """Add a field to a kind of record; 409 when its code is in use."""
    values = body.model_dump(exclude={"choices"})
    choices = [Choice(choice.code, choice.label) for choice in body.choices]
    info = definitions.define_field(**values, choices=choices, actor=request.actor)
    set_etag(response, info.version)
    response["Location"] = f"/api/v1/fields/{info.id}"
    return Status(201, FieldOut.model_validate(info))


@router.get("/{uuid:field_id}", response=FieldOut, operation_id="get_field", summary="Read a custom field")
def get_one(request: ApiRequest, field_id: UUID, response: HttpResponse) -> FieldOut:
    """Read a field; its ETag serves If-Match."""
    request.actor.require("view", "field")
    info = queries.get_field(field_id)
    set_etag(response, info.version)
    return FieldOut.model_validate(info)


@router.patch("/{uuid:field_id}", response=FieldOut, operation_id="change_field", summary="Change a field")
def change_one(request: ApiRequest, field_id: UUID, body: FieldChange, response: HttpResponse) -> FieldOut:
    """Change, retire or bring back a field; with If-Match only the version named."""
    request.actor.require("edit", "field")
    require_match(request, queries.get_field(field_id, lock=True).version)
    values: dict[str, Any] = body.model_dump(exclude_unset=True, exclude={"choices"})
    if "choices" in body.model_fields_set:
        values["choices"] = [Choice(choice.code, choice.label) for choice in body.choices]
    info = definitions.change_field(field_id, values, actor=request.actor)
    set_etag(response, info.version)
    return FieldOut.model_validate(info)
