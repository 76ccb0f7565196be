"""/quality and /customers/…/completeness: how good records are."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Path, Router

from rapport.customers.quality import api
from rapport.kernel.rest.api import Answer, ApiRequest, asks

completeness, quality = Router(), Router()


class CompletenessOut(Answer):
    """How complete the record is, in percent, and what is missing, the weightiest first."""

    percent: int
    missing: list[str]


class ScoreOut(Answer):
    """Of a part of all customers: how many are asked for a field, have it, and have it right."""

    part: Literal["all", "member", "unit", "source"]
    key: str
    field: str
    total: int
    filled: int
    valid: int


class FlawOut(Answer):
    """How many customers have a flaw, and how many were mended in the last 30 days."""

    reason: str
    open: int
    mended: int


class QualityOut(Answer):
    """How good the records are, as last counted (UTC); flaws as they stand."""

    as_of: datetime | None
    scores: list[ScoreOut]
    flaws: list[FlawOut]


@quality.get(
    "",
    response=QualityOut,
    operation_id="get_quality",
    summary="Read quality",
    openapi_extra=asks("view:customer"),
)
def read_quality(request: ApiRequest) -> QualityOut:
    """Say how complete and how right the customers in your reach are, by field, person, unit and source.

    The customers of a flaw are listed by `/customers?filter=flaw:any_of:REASON`.
    """
    return QualityOut.model_validate(api.read_scores(request.actor))


@completeness.get("", response=CompletenessOut, operation_id="get_completeness", summary="Read completeness")
def read_completeness(request: ApiRequest, customer_id: Path[UUID]) -> CompletenessOut:
    """Say how much of what is needed to serve the customer is there."""
    return CompletenessOut.model_validate(api.get_completeness(customer_id, actor=request.actor))
