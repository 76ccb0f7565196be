"""A file as strangers know it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class BlobInfo:
    """A kept file: SHA-256 as hex, size in bytes, media type as its bytes say (not as its sender said)."""

    id: UUID
    name: str
    purpose: str
    sha256: str
    size: int
    media_type: str
    created_by_id: UUID | None
    created_at: datetime
