"""/exports: a list as a file."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import FileResponse
from ninja import Query, Router
from pydantic import Field

from rapport.customers.intake.contracts.exports import Wanted
from rapport.customers.intake.formats.writers import MEDIA
from rapport.customers.intake.http.bodies import Kind
from rapport.customers.intake.http.pages.giving import file_of
from rapport.kernel.rest.api import ApiRequest, Body

router = Router()
Word = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
CHOICES = ("q", "stage", "kind", "tag", "origin", "country", "status", "placed")
FILE: dict[str, Any] = {
    "responses": {
        200: {
            "description": "The file",
            "content": {
                media.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}
                for media, _suffix in MEDIA.values()
            },
        }
    }
}


class ExportQuery(Body):
    """Which list, as what file, and which of its records; all that is given must hold.

    `q` … `placed` are the list's own choices: `stage`, `tag`, `origin`, `country` of customers, `status`,
    `placed` (days back) of orders, `kind` of both. `filter` is a condition of the filter language.
    """

    list: Kind
    format: Literal["csv", "xlsx", "jsonl", "vcf"] = "csv"
    id: Annotated[tuple[UUID, ...], Field(max_length=1_000)] = ()
    filter: Annotated[str, Field(max_length=4_000, pattern=r"^[^\x00]*$")] = ""
    q: Word = ""
    stage: Word = ""
    kind: Word = ""
    tag: Word = ""
    origin: Word = ""
    country: Word = ""
    status: Word = ""
    placed: Word = ""


@router.get("", operation_id="export_list", summary="Take a list out as a file", openapi_extra=FILE)
def export(request: ApiRequest, asked: Query[ExportQuery]) -> FileResponse:
    """Answer with the records of a list you may export, as CSV, Excel, JSON lines or vCard (customers only).

    Times are UTC, sums in major units with their ISO 4217 currency; no cell is a formula. 422 for a choice
    the list does not have.
    """
    query = {name: value for name in CHOICES if (value := getattr(asked, name))}
    wanted = Wanted(ids=tuple(asked.id) or None, query=query, filter=asked.filter)
    return file_of(asked.list, asked.format, wanted, request.actor)
