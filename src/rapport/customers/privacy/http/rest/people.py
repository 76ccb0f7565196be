"""/customers/…/report and /erase: everything kept about a person, and taking it away."""

from typing import Any
from uuid import UUID

from ninja import Path, Router, Status

from rapport.customers.privacy import api
from rapport.kernel.rest.api import Answer, ApiRequest, asks

report, erasure = Router(), Router()


class ReportOut(Answer):
    """Everything kept about one person, by table, and the history of it."""

    customer: dict[str, Any]
    tables: dict[str, list[dict[str, Any]]]
    history: list[dict[str, Any]]


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
