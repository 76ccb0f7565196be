"""/event-sources/{id}/files: events that come as a file."""

from typing import Any, cast
from uuid import UUID

from ninja import File, Path, Router, UploadedFile

from rapport.bigdata.ingest import queries
from rapport.bigdata.ingest.http.bodies import FileOut
from rapport.bigdata.ingest.operations.files import line_of, take_file
from rapport.kernel.rest.api import ApiRequest, CursorText, Limit, Page, asks, page_rows

router = Router()


@router.get("", response=Page[FileOut], operation_id="list_event_files", summary="List files of events")
def list_page(
    request: ApiRequest, source_id: Path[UUID], cursor: CursorText | None = None, limit: Limit = 50
) -> Page[FileOut]:
    """List the files that came for a source, newest first."""
    rows = queries.list_files(source_id, actor=request.actor)
    found, after = page_rows(rows, cursor=cursor, limit=limit)
    return Page[FileOut](items=[FileOut.model_validate(line_of(row)) for row in found], next=after)


@router.post(
    "",
    response=FileOut,
    operation_id="take_event_file",
    summary="Take a file of events",
    openapi_extra=asks("edit:source"),
)
def take(request: ApiRequest, source_id: Path[UUID], file: File[UploadedFile]) -> FileOut:
    """Take a file of events: CSV with a heading, JSON, JSON lines or Parquet, as its name ends; 500 MB.

    Each row is an event as `POST /ingest/v1/events` takes it, accepted or kept apart with its row, field and
    reason (`/rejected`). The same content is taken once. A file that cannot be read is `refused` with the
    reason; rows before that place stay taken, and the same file mended is another file.
    """
    line = take_file(source_id, cast("Any", file), file.name or "", actor=request.actor)
    return FileOut.model_validate(line)
