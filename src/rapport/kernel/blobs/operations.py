"""Keeping and dropping files. Rooms authorise; this room keeps what they ask for."""

from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from rapport.kernel.blobs import disk, rules
from rapport.kernel.blobs.contracts import BlobInfo
from rapport.kernel.blobs.models import Blob
from rapport.kernel.blobs.queries import info_of
from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import as_tenant

DEFAULT_LIMIT = 1_000_000_000


def store_blob(
    content: Iterable[bytes], name: str, purpose: str, *, actor: Actor, limit: int = DEFAULT_LIMIT
) -> BlobInfo:
    """Keep a file, drawn in parts so that its size never fills memory; `limit` in bytes.

    The file is on disk for good before the row that names it commits. Raises `Invalid` when it is empty
    or too large and `Upstream` when less than a tenth of the disk is free.
    """
    with disk.receive(actor.tenant_id, content, limit) as received:
        if not received.size:
            raise Invalid("The file is empty.", code="file_empty")
        return _enter(received, name, purpose, actor)


def store_file(path: Path, name: str, purpose: str, *, actor: Actor) -> BlobInfo:
    """Keep a copy of a file that lies on this machine, an empty one too."""
    with path.open("rb") as file:
        parts = iter(lambda: file.read(1 << 20), b"")
        with disk.receive(actor.tenant_id, parts, 1 << 50) as received:
            return _enter(received, name, purpose, actor)


def _enter(received: disk.Received, name: str, purpose: str, actor: Actor) -> BlobInfo:
    with as_tenant(actor.tenant_id, actor_id=actor.id, request_id=actor.request_id):
        _lock(received.sha256)
        disk.keep(actor.tenant_id, received)
        blob = Blob.objects.create(
            name=rules.safe_name(name),
            purpose=purpose,
            sha256=received.sha256,
            size=received.size,
            media_type=rules.sniff(received.head),
            created_by_id=actor.id,
            created_at=timezone.now(),
        )
    return info_of(blob)


def drop_blob(blob_id: UUID, *, actor: Actor) -> None:
    """Forget a file; its bytes go too, after the commit, when no other row names the same content."""
    with as_tenant(actor.tenant_id, actor_id=actor.id, request_id=actor.request_id):
        blob = Blob.objects.filter(id=blob_id).first()
        if blob is not None:
            digest = bytes(blob.sha256)
            blob.delete()
            transaction.on_commit(lambda: drop_content(actor.tenant_id, digest))


def drop_content(tenant_id: UUID, digest: bytes) -> bool:
    """Remove the bytes nobody names any more; returns whether they went."""
    with as_tenant(tenant_id):
        _lock(digest)
        if Blob.objects.filter(sha256=digest).exists():
            return False
        disk.remove(tenant_id, digest)
    return True


def _lock(digest: bytes) -> None:
    """Let nobody keep and drop the same content at once, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [int.from_bytes(digest[:8], signed=True)])
