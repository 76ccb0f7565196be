"""/retention: how long each kind of data is kept."""

from datetime import datetime
from typing import Annotated

from django.utils import timezone
from ninja import Router
from pydantic import ConfigDict, Field

from rapport.customers.privacy import queries
from rapport.customers.privacy.operations.keeping import set_rule
from rapport.kernel.rest.api import Answer, ApiRequest, Body, Whole, asks

router = Router()
Months = Annotated[int, Field(ge=1, le=240)]


class RuleIn(Body):
    """A rule: months, and whether what is older goes at night."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"keep_for": 24, "active": True}]}
    )

    keep_for: Months
    active: bool


class RuleOut(Answer):
    """A kind of data, for how many months it is kept, and what the last night took away (UTC)."""

    kind: str
    label: str
    keep_for: int
    active: bool
    last_at: datetime | None
    last_gone: int | None


class PreviewOut(Answer):
    """How many would go: everything from before a moment (UTC)."""

    before: datetime
    count: int


@router.get(
    "",
    response=Whole[RuleOut],
    operation_id="list_retention_rules",
    summary="List rules of keeping",
    openapi_extra=asks("view:settings"),
)
def list_all(request: ApiRequest) -> Whole[RuleOut]:
    """List every kind of data with its rule; one that was never switched on is off."""
    request.actor.require("view", "settings")
    return Whole[RuleOut](items=[RuleOut.model_validate(one) for one in queries.list_rules()])


@router.get(
    "/{kind}/preview",
    response=PreviewOut,
    operation_id="preview_retention_rule",
    summary="Count what would go",
    openapi_extra=asks("view:settings"),
)
def preview(request: ApiRequest, kind: str, keep_for: Months | None = None) -> PreviewOut:
    """Count what a rule would take away tonight, as it stands unless `keep_for` months are given."""
    request.actor.require("view", "settings")
    kept = queries.get_kept(kind)
    rule = next(one for one in queries.list_rules() if one.kind == kind)
    before = queries.find_before(keep_for or rule.keep_for, timezone.now())
    return PreviewOut(before=before, count=queries.count_aged(kept, before))


@router.put(
    "/{kind}",
    response=RuleOut,
    operation_id="set_retention_rule",
    summary="Set a rule of keeping",
    openapi_extra=asks("edit:settings", "view:settings"),
)
def put(request: ApiRequest, kind: str, body: RuleIn) -> RuleOut:
    """Keep a kind of data for so many months; 404 for no such kind."""
    set_rule(kind, body.keep_for, active=body.active, actor=request.actor)
    return RuleOut.model_validate(next(one for one in queries.list_rules() if one.kind == kind))
