"""/customers/…/files and /files: what is kept with a customer."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from ninja import File, Path, Router, Status, UploadedFile

from rapport.customers.timeline import api, queries
from rapport.customers.timeline.http.rest.shapes import LARGEST, about
from rapport.kernel.blobs.api import serve_blob, store_blob
from rapport.kernel.rest.api import (
    Answer,
    ApiRequest,
    CursorText,
    Limit,
    Page,
    asks,
    page_rows,
    require_match,
    set_etag,
)

files, file = Router(), Router()


class FileOut(Answer):
    """A file kept with a record; `size` in bytes, the media type as its bytes say."""

    id: UUID
    party_id: UUID | None
    subject_kind: str
    subject_id: UUID
    name: str
    media_type: str
    size: int
    author_id: UUID | None
    author_name: str
    created_at: datetime


@files.get("", response=Page[FileOut], operation_id="list_files", summary="List files")
def read_files(
    request: ApiRequest, customer_id: Path[UUID], cursor: CursorText | None = None, limit: Limit = 50
) -> Page[FileOut]:
    """List the files kept with the customer and what is theirs, newest first."""
    rows, after = page_rows(
        queries.files_about(about(customer_id), request.actor), cursor=cursor, limit=limit
    )
    items = [FileOut.model_validate(queries.attachment_line(row)) for row in rows]
    return Page[FileOut](items=items, next=after)


@files.post("", response={201: FileOut}, operation_id="attach_file", summary="Keep a file")
def keep_file(
    request: ApiRequest, customer_id: Path[UUID], upload: File[UploadedFile], response: HttpResponse
) -> Status[FileOut]:
    """Keep a file of up to 100 MB with the customer."""
    request.actor.require("create", "file")
    name = upload.name or "file"
    blob = store_blob(upload.chunks(), name, "attachment", actor=request.actor, limit=LARGEST)
    line = api.attach_file(about(customer_id), blob.id, name, blob.media_type, blob.size, actor=request.actor)
    out = FileOut.model_validate(line)
    response["Location"] = f"/api/v1/files/{out.id}"
    set_etag(response, content=out.model_dump())
    return Status(201, out)


@file.get("/{uuid:file_id}", response=FileOut, operation_id="get_file", summary="Read about a file")
def read_file(request: ApiRequest, file_id: UUID, response: HttpResponse) -> FileOut:
    """Read what is known about a file."""
    out = FileOut.model_validate(api.get_file(file_id, actor=request.actor))
    set_etag(response, content=out.model_dump())
    return out


@file.get(
    "/{uuid:file_id}/content",
    operation_id="get_file_content",
    summary="Download a file",
    openapi_extra={
        "responses": {
            200: {
                "description": "The bytes, as an attachment.",
                "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}},
            }
        }
    },
)
def download(request: ApiRequest, file_id: UUID) -> StreamingHttpResponse:
    """Download a file, always as an attachment."""
    return serve_blob(api.get_file(file_id, actor=request.actor).blob_id)


@file.delete(
    "/{uuid:file_id}",
    response={204: None},
    operation_id="remove_file",
    summary="Remove a file",
    openapi_extra=asks("edit:file", "view:file"),
)
def remove_file(request: ApiRequest, file_id: UUID) -> Status[None]:
    """Take a file away from its customer; its bytes go some days later."""
    known = FileOut.model_validate(api.get_file(file_id, actor=request.actor))
    require_match(request, content=known.model_dump())
    api.remove_file(file_id, actor=request.actor)
    return Status(204, None)
