"""/customers/…/completeness, /report and /erase: how good a record is, and what a person may ask of it."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Path, Router, Status

from rapport.customers.quality import api
from rapport.kernel.rest.api import Answer, ApiRequest, asks

completeness, report, erasure, quality = Router(), Router(), Router(), Router()


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


class ReportOut(Answer):
    """Everything kept about one person."""

    customer: dict[str, Any]
    tables: dict[str, list[dict[str, Any]]]
    parts: dict[str, list[dict[str, Any]]]
    history: list[dict[str, Any]]


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


@report.get(
    "",
    response=ReportOut,
    operation_id="get_report",
    summary="Read everything about a person",
    openapi_extra=asks("export:customer"),
)
def read_report(request: ApiRequest, customer_id: Path[UUID]) -> ReportOut:
    """Return everything kept about one person, as the law lets them ask for it."""
    return ReportOut.model_validate(api.write_report(customer_id, actor=request.actor))


@erasure.post(
    "",
    response={204: None},
    operation_id="erase_customer",
    summary="Erase a person's data",
    openapi_extra=asks("delete:customer", "edit:customer"),
)
def erase(request: ApiRequest, customer_id: Path[UUID]) -> Status[None]:
    """Erase what identifies the person; what was bought stays as nobody's. There is no way back."""
    api.erase_customer(customer_id, actor=request.actor)
    return Status(204, None)
