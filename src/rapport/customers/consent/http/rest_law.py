"""/confirm-rules: where people are asked to confirm what they typed, for programs."""

from typing import Annotated, Literal

from django.http import HttpResponse
from ninja import Router, Status
from pydantic import ConfigDict, Field, StringConstraints

from rapport.customers.consent.contracts.law import ConfirmRule
from rapport.customers.consent.operations.confirming import reset_confirm_rule, set_confirm_rule
from rapport.customers.consent.queries import list_confirm_rules
from rapport.kernel.places import country_names
from rapport.kernel.rest.api import FILLED, Answer, ApiRequest, Body, Whole, require_match, set_etag

rules = Router()
CountryCode = Annotated[str, Field(json_schema_extra={"enum": sorted(country_names("en"))})]
Confirmed = Literal["email", "sms"]


class ConfirmRuleIn(Body):
    """On which channels people of a country confirm (none: nobody is asked), and where that is written."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"country": "FR", "channels": ["email"], "source": "Our counsel, 2026"}]
        },
    )

    country: CountryCode
    channels: Annotated[list[Confirmed], Field(max_length=2)]
    source: Annotated[str, StringConstraints(pattern=FILLED, min_length=1, max_length=300)]


class ConfirmRuleOut(Answer):
    """A rule; `own` says that the business wrote it."""

    country: str
    channels: list[Confirmed]
    source: str
    own: bool


@rules.get("", response=Whole[ConfirmRuleOut], operation_id="list_confirm_rules", summary="List rules")
def list_all(request: ApiRequest) -> Whole[ConfirmRuleOut]:
    """List by country where addresses typed into forms are asked to confirm before a consent counts."""
    request.actor.require("view", "settings")
    return Whole[ConfirmRuleOut](items=[ConfirmRuleOut.model_validate(one) for one in list_confirm_rules()])


@rules.put("", response=ConfirmRuleOut, operation_id="set_confirm_rule", summary="Write a rule")
def set_one(request: ApiRequest, body: ConfirmRuleIn, response: HttpResponse) -> ConfirmRuleOut:
    """Write what holds for a country, over what the house knows; with If-Match (412)."""
    _require_read(request, body.country)
    rule = ConfirmRule(body.country, tuple(body.channels), body.source)
    out = ConfirmRuleOut.model_validate(set_confirm_rule(rule, actor=request.actor))
    set_etag(response, content=out.model_dump())
    return out


@rules.delete("/{country}", response={204: None}, operation_id="reset_confirm_rule", summary="Reset a rule")
def reset_one(request: ApiRequest, country: str) -> Status[None]:
    """Have a country as the house knows it again; with If-Match (412). 404 where nothing was written."""
    _require_read(request, country)
    reset_confirm_rule(country, actor=request.actor)
    return Status(204, None)


def _require_read(request: ApiRequest, country: str) -> None:
    """Hold a write to the rule its caller read, where it names one."""
    request.actor.require("edit", "settings")
    known = next((one for one in list_confirm_rules() if one.country == country), None)
    content = ConfirmRuleOut.model_validate(known).model_dump() if known else {}
    require_match(request, content=content)
