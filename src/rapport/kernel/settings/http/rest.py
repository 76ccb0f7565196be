"""/settings: what a business or a member has chosen, by key."""

from typing import Any, Literal

from django.http import HttpResponse
from ninja import Query, Router, Status
from pydantic import ConfigDict, Field, JsonValue
from pydantic.config import JsonDict

from rapport.kernel.rest.api import Answer, ApiRequest, Body, Text, require_match, set_etag
from rapport.kernel.settings import operations, queries
from rapport.kernel.settings.contracts import SettingLine
from rapport.kernel.settings.values import list_choices

router = Router()
FEW = 60
_EXAMPLE: JsonDict = {"values": {"business.name": "Teahouse North", "papers.city": "Hamburg"}}


class SettingOut(Answer):
    """A setting: what it is called and does, its type, its present value and its default.

    `choices` are the values it may have where it chooses from few; null where it does not choose, or from a
    list everybody knows (ISO 3166 countries, ISO 4217 currencies, IANA zones).
    """

    key: str
    group: str
    label: str
    help: str
    type: str
    scope: Literal["tenant", "member"]
    value: JsonValue
    default: JsonValue
    is_default: bool
    choices: list[str] | None


class SettingsOut(Answer):
    """All settings the caller may see."""

    items: list[SettingOut]


class SettingsIn(Body):
    """New values by key; those left out stay. All are kept or none."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_EXAMPLE]})

    values: dict[str, JsonValue] = Field(min_length=1, max_length=200)


class SettingFilter(Body):
    """What the list may be narrowed by."""

    group: Text = Field(default="", max_length=80)
    search: Text = Field(default="", max_length=200)


@router.get("", response=SettingsOut, operation_id="list_settings", summary="List settings")
def list_all(request: ApiRequest, filters: Query[SettingFilter], response: HttpResponse) -> SettingsOut:
    """List the business's settings (with the right to view them) and the caller's own."""
    if request.actor.member_id is None:
        request.actor.require("view", "settings")
    lines = queries.list_settings(request.actor, group=filters.group, search=filters.search)
    return SettingsOut(items=[_out(line) for line in lines])


@router.get("/{key}", response=SettingOut, operation_id="get_setting", summary="Read a setting")
def get_one(request: ApiRequest, key: str, response: HttpResponse) -> SettingOut:
    """Read one setting; the ETag serves If-Match."""
    out = _out(queries.get_line(key, request.actor))
    set_etag(response, content=out.model_dump())
    return out


@router.patch("", response=SettingsOut, operation_id="change_settings", summary="Change settings")
def change_many(request: ApiRequest, body: SettingsIn) -> SettingsOut:
    """Keep new values, all or none; 422 names each that is refused, 409 each that other records hold."""
    require_match(request, content=_values(request, body))
    operations.change_settings(body.values, actor=request.actor)
    return SettingsOut(items=[_out(queries.get_line(key, request.actor)) for key in body.values])


@router.delete("/{key}", response={204: None}, operation_id="reset_setting", summary="Back to the default")
def reset_one(request: ApiRequest, key: str) -> Status[None]:
    """Go back to the default; 409 for a setting that has none."""
    require_match(request, content=_out(queries.get_line(key, request.actor)).model_dump())
    operations.reset_setting(key, actor=request.actor)
    return Status(204, None)


def _values(request: ApiRequest, body: SettingsIn) -> dict[str, Any]:
    return {key: queries.get_line(key, request.actor).value for key in body.values}


def _out(line: SettingLine) -> SettingOut:
    setting = line.setting
    choices = [value for value, _ in list_choices(setting)]
    return SettingOut(
        key=setting.key,
        group=setting.group,
        label=str(setting.label),
        help=str(setting.help),
        type=setting.type,
        scope=setting.scope,
        value=line.value,
        default=setting.default,
        is_default=line.is_default,
        choices=choices if 0 < len(choices) <= FEW else None,
    )


def get_router() -> Router:
    """Return the room's router."""
    return router
