"""/marts: tables of the marts for tools of the users' own, as Parquet, and one SELECT over them as CSV."""

import re
from pathlib import Path
from typing import Annotated, Any

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Query, Router
from pydantic import Field

from rapport.analytical.warehouse.operations.opening import LONGEST, ask_marts, list_open, open_table
from rapport.analytical.warehouse.queries.catalogue import list_models
from rapport.kernel.rest.api import Answer, ApiRequest, Whole

marts = Router()
PARQUET, CSV = "application/vnd.apache.parquet", "text/csv; charset=utf-8"
_RANGE = re.compile(r"^bytes=(\d+)-(\d*)$")


def _answers(kind: str) -> dict[str, Any]:
    content = {kind: {"schema": {"type": "string", "format": "binary"}}}
    return {"responses": {200: {"description": "OK", "content": content}}}


class ColumnOut(Answer):
    """A column of a table: its name, its type in DuckDB's words, what it means."""

    name: str
    type: str
    about: str


class TableOut(Answer):
    """A table that is open: its mart, what it holds, what a row is, and its columns."""

    name: str
    mart: str
    about: str
    grain: str
    columns: list[ColumnOut]


@marts.get("", response=Whole[TableOut], operation_id="list_mart_tables", summary="List tables of the marts")
def list_tables(request: ApiRequest) -> Whole[TableOut]:
    """List the tables that can be downloaded and asked, with what every column means."""
    names = list_open(request.actor)
    models = sorted((one for one in list_models() if one.name in names), key=lambda one: one.name)
    return Whole[TableOut](items=[TableOut.model_validate(one) for one in models])


@marts.get(
    "/tables/{name}",
    operation_id="download_mart_table",
    summary="Download a table of the marts",
    openapi_extra=_answers(PARQUET),
)
def download(request: ApiRequest, name: str) -> HttpResponseBase:
    """Download a table as a Parquet file, as the newest build published it.

    The ETag changes with each build: `If-None-Match` asks for news (304), `Range` goes on with a download
    that broke off (206), with `If-Range` of the same build alone. 502 while it cannot be copied.
    """
    file, version = open_table(name, actor=request.actor)
    tag = f'"{version}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag})
    answer = _part(file, _RANGE.match(request.headers.get("Range", "")), request.headers.get("If-Range"), tag)
    answer["ETag"], answer["Accept-Ranges"] = tag, "bytes"
    return answer


@marts.get("/query", operation_id="query_marts", summary="Ask the marts", openapi_extra=_answers(CSV))
def query(
    request: ApiRequest,
    sql: Annotated[str, Field(min_length=1, max_length=LONGEST), Query(examples=["select 1 as one"])],
) -> HttpResponse:
    """Answer one SELECT (DuckDB's dialect) over the tables of the marts, as CSV with a line of names.

    It sees nothing but these tables, for thirty seconds and 512 MB, and answers 100,000 rows at most.
    """
    return HttpResponse(ask_marts(sql, actor=request.actor), content_type=CSV)


def _part(file: Path, asked: re.Match[str] | None, only_of: str | None, tag: str) -> HttpResponseBase:
    """Return a file whole, or from the byte that was asked for on."""
    size = file.stat().st_size
    if asked is None or only_of not in (None, tag):
        return FileResponse(file.open("rb"), content_type=PARQUET)
    first, last = int(asked.group(1)), min(int(asked.group(2) or size - 1), size - 1)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with file.open("rb") as source:
        source.seek(first)
        part = source.read(last - first + 1)
    headers = {"Content-Range": f"bytes {first}-{last}/{size}"}
    return HttpResponse(part, status=206, content_type=PARQUET, headers=headers)
