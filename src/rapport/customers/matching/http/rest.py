"""/customers/…/merge, /merges and /match-rules: two records of one customer, for programs."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Path, Router, Status
from pydantic import ConfigDict, Field

from rapport.customers.matching import api
from rapport.customers.matching.contracts import MatchRuleLine
from rapport.customers.matching.plugs import ORDER
from rapport.customers.matching.rules import check_rules
from rapport.customers.party.api import get_party_for_update
from rapport.kernel.rest.api import Answer, ApiRequest, Body, Whole, asks, require_match, set_etag
from rapport.kernel.settings.api import change_settings

merging, merged, duplicates, merges, rules = Router(), Router(), Router(), Router(), Router()
NameChoice = Literal["name", "kind", "given_name", "family_name", "birth_date", "tax_number", "website"]
PlaceChoice = Literal["country", "city", "zone", "locale", "stage", "origin", "unit_id", "owner_id"]
Choice = NameChoice | PlaceChoice


class MergeIn(Body):
    """Who becomes part of the customer, and which fields are taken from the merged one."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"merged_id": "0198f2a0-0000-7000-8000-000000000001", "take": ["city"]}]
        },
    )

    merged_id: UUID
    take: Annotated[list[Choice], Field(max_length=15)] = Field(default_factory=list)


class MergeOut(Answer):
    """A merge (UTC): `before` are the survivor's fields it changed; `undone_at` when it was undone."""

    id: UUID
    survivor_id: UUID
    merged_id: UUID
    merged_name: str
    at: datetime
    by_name: str
    undone_at: datetime | None
    before: dict[str, Any]


class DuplicateOut(Answer):
    """Another customer that shares contact points."""

    customer_id: UUID
    name: str
    shared: list[str]


KEYS = ("external_id", "email", "phone")


class RuleBody(Body):
    """Whether records meet by a key, and in which place it is tried."""

    key: Literal["external_id", "email", "phone"]
    enabled: bool
    rank: Annotated[int, Field(ge=1, le=100)]


class RulesIn(Body):
    """By which keys arriving records meet those that are there: each key once."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "rules": [
                        {"key": "external_id", "enabled": True, "rank": 1},
                        {"key": "email", "enabled": True, "rank": 2},
                        {"key": "phone", "enabled": False, "rank": 3},
                    ]
                }
            ]
        },
    )

    rules: Annotated[
        list[RuleBody],
        Field(
            min_length=3,
            max_length=3,
            json_schema_extra={
                "allOf": [{"contains": {"properties": {"key": {"const": key}}}} for key in KEYS]
            },
        ),
    ]


class RuleOut(Answer):
    """Whether records meet by a key, and in which place it is tried."""

    key: str
    enabled: bool
    rank: int


@merging.post(
    "",
    response={201: MergeOut},
    operation_id="merge_customers",
    summary="Merge a customer in",
    openapi_extra={**asks("merge:customer"), "x-versioned": True},
)
def merge(request: ApiRequest, customer_id: Path[UUID], body: MergeIn) -> Status[MergeOut]:
    """Make another customer part of this one: orders, consents and notes move over, its id leads here.

    409 when one of them was merged before, or one is a person and the other is not.
    """
    if "If-Match" in request.headers:
        party = get_party_for_update(customer_id, actor=request.actor, verb="merge")
        require_match(request, party.version)
    line = api.merge_customers(customer_id, body.merged_id, take=body.take, actor=request.actor)
    return Status(201, MergeOut.model_validate(line))


@merged.get("", response=Whole[MergeOut], operation_id="list_merges", summary="List merges")
def list_merged(request: ApiRequest, customer_id: Path[UUID]) -> Whole[MergeOut]:
    """List what was merged into the customer, newest first, undone merges too."""
    return Whole[MergeOut](
        items=[MergeOut.model_validate(line) for line in api.list_merges(customer_id, actor=request.actor)]
    )


@duplicates.get("", response=Whole[DuplicateOut], operation_id="list_duplicates", summary="List duplicates")
def list_likely(request: ApiRequest, customer_id: Path[UUID]) -> Whole[DuplicateOut]:
    """List up to twenty customers that share a contact point with this one, the likeliest first."""
    lines = api.list_duplicates(customer_id, actor=request.actor)
    return Whole[DuplicateOut](items=[DuplicateOut.model_validate(line) for line in lines])


@merges.post(
    "/{uuid:merge_id}/undo",
    response=MergeOut,
    operation_id="undo_merge",
    summary="Undo a merge",
    openapi_extra=asks("merge:customer"),
)
def undo(request: ApiRequest, merge_id: UUID) -> MergeOut:
    """Part the two again, exactly; 409 when a later merge of the customer stands."""
    return MergeOut.model_validate(api.unmerge_customers(merge_id, actor=request.actor))


@rules.get("", response=Whole[RuleOut], operation_id="list_match_rules", summary="Read match rules")
def read_rules(request: ApiRequest, response: HttpResponse) -> Whole[RuleOut]:
    """List by which keys arriving records meet those that are there; the ETag serves If-Match."""
    request.actor.require("view", "settings")
    return _rules(api.list_match_rules(), response)


@rules.put("", response=Whole[RuleOut], operation_id="set_match_rules", summary="Write match rules")
def write_rules(request: ApiRequest, body: RulesIn, response: HttpResponse) -> Whole[RuleOut]:
    """Keep by which keys arriving records meet those that are there."""
    request.actor.require("edit", "settings")
    require_match(request, content=_rules(api.list_match_rules(), response).model_dump())
    lines = [MatchRuleLine(rule.key, rule.enabled, rule.rank) for rule in body.rules]
    on = [line.key for line in check_rules(lines) if line.enabled]
    change_settings({ORDER: on}, actor=request.actor)
    kept = api.set_match_rules(lines, actor=request.actor)  # with the places of those that are off
    return _rules(kept, response)


def _rules(lines: Sequence[MatchRuleLine], response: HttpResponse) -> Whole[RuleOut]:
    out = Whole[RuleOut](items=[RuleOut.model_validate(line) for line in lines])
    set_etag(response, content=out.model_dump())
    return out
