"""/customers/…/files and /files: what is kept."""

from datetime import datetime
from uuid import UUID

from django.http import StreamingHttpResponse
from ninja import File, Path, Router, Status, UploadedFile

from rapport.customers.timeline import api
from rapport.customers.timeline.http.rest.shapes import (
    LARGEST,
    about,
)
from rapport.kernel.blobs.api import serve_blob, store_blob
from rapport.kernel.rest.api import (
    Answer,
    ApiRequest,
    Limit,
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


@files.get("", response=list[FileOut], operation_id="list_files", summary="List files")
def read_files(request: ApiRequest, customer_id: Path[UUID], limit: Limit = 100) -> list[FileOut]:
    """List the files kept with the customer and what is theirs, newest first."""
    lines = api.list_files(about(customer_id), actor=request.actor, limit=limit)
    return [FileOut.model_validate(line) for line in lines]


@files.post("", response={201: FileOut}, operation_id="attach_file", summary="Keep a file")
def keep_file(request: ApiRequest, customer_id: Path[UUID], upload: File[UploadedFile]) -> Status[FileOut]:
    """Keep a file of up to 100 MB with the customer."""
    request.actor.require("create", "file")
    name = upload.name or "file"
    blob = store_blob(upload.chunks(), name, "attachment", actor=request.actor, limit=LARGEST)
    line = api.attach_file(about(customer_id), blob.id, name, blob.media_type, blob.size, actor=request.actor)
    return Status(201, FileOut.model_validate(line))


@file.get("/{uuid:file_id}", response=FileOut, operation_id="get_file", summary="Read about a file")
def read_file(request: ApiRequest, file_id: UUID) -> FileOut:
    """Read what is known about a file."""
    return FileOut.model_validate(api.get_file(file_id, actor=request.actor))


@file.get("/{uuid:file_id}/content", operation_id="get_file_content", summary="Download a file")
def download(request: ApiRequest, file_id: UUID) -> StreamingHttpResponse:
    """Download a file, always as an attachment."""
    return serve_blob(api.get_file(file_id, actor=request.actor).blob_id)


@file.delete("/{uuid:file_id}", response={204: None}, operation_id="remove_file", summary="Remove a file")
def remove_file(request: ApiRequest, file_id: UUID) -> Status[None]:
    """Take a file away from its customer; its bytes go some days later."""
    api.remove_file(file_id, actor=request.actor)
    return Status(204, None)
