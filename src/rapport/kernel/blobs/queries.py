"""Reads of kept files; the room that owns the file has authorised the reader."""

from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.utils.translation import gettext as _

from rapport.kernel.blobs import disk
from rapport.kernel.blobs.contracts import BlobInfo
from rapport.kernel.blobs.models import Blob
from rapport.kernel.errors import Missing, Upstream


def get_blob(blob_id: UUID) -> BlobInfo:
    """Return a kept file of the current tenant; raises `Missing`."""
    return info_of(_find(blob_id))


def get_blob_path(blob_id: UUID) -> Path:
    """Return where the bytes of a file of the current tenant lie, for reading only.

    Raises `Missing`, and `Upstream` when the row is there and the bytes are not.
    """
    blob = _find(blob_id)
    place = disk.place_of(blob.tenant_id, bytes(blob.sha256))
    if not place.exists():
        raise Upstream(_("The content of this file is not on the disk."), code="file-lost")
    return place


def open_blob(blob_id: UUID) -> BinaryIO:
    """Open a file of the current tenant for reading; the caller closes it."""
    return get_blob_path(blob_id).open("rb")


def info_of(blob: Blob) -> BlobInfo:
    """Return what strangers may know of a row."""
    return BlobInfo(
        id=blob.id,
        name=blob.name,
        purpose=blob.purpose,
        sha256=bytes(blob.sha256).hex(),
        size=blob.size,
        media_type=blob.media_type,
        created_by_id=blob.created_by_id,
        created_at=blob.created_at,
    )


def _find(blob_id: UUID) -> Blob:
    blob = Blob.objects.filter(id=blob_id).first()
    if blob is None:
        raise Missing(_("There is no such file."))
    return blob
