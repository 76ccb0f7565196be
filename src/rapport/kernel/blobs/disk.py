"""Where the bytes lie: HOME/blobs/<business>/<first two digits>/<SHA-256>."""

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from rapport.kernel.blobs.rules import HEAD
from rapport.kernel.errors import Invalid, Upstream

LEAST_FREE = 0.10
"""The share of the disk that stays free: beyond it nothing more is taken."""


@dataclass(frozen=True, slots=True)
class Received:
    """Bytes that have arrived, still under a temporary name."""

    place: Path
    sha256: bytes
    size: int
    head: bytes


def folder_of(tenant_id: UUID) -> Path:
    """Return the folder of a business's files."""
    return Path(settings.HOME) / "blobs" / tenant_id.hex


def place_of(tenant_id: UUID, sha256: bytes) -> Path:
    """Return where the content with this digest lies."""
    digest = sha256.hex()
    return folder_of(tenant_id) / digest[:2] / digest


@contextlib.contextmanager
def receive(tenant_id: UUID, content: Iterable[bytes], limit: int) -> Iterator[Received]:
    """Write the content to disk under a temporary name, which is gone when the block ends.

    Raises `Invalid` past the limit in bytes, `Upstream` when the disk is nearly full.
    """
    folder = folder_of(tenant_id) / "arriving"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _refuse_full_disk(folder)
    number, name = tempfile.mkstemp(dir=folder)
    try:
        yield _write(number, Path(name), content, limit)
    finally:
        Path(name).unlink(missing_ok=True)


def _write(number: int, place: Path, content: Iterable[bytes], limit: int) -> Received:
    digest, size, head = hashlib.sha256(), 0, b""
    with os.fdopen(number, "wb") as file:
        for part in content:
            size += len(part)
            if size > limit:
                reason = _("At most %(size)s MB.") % {"size": limit // 1_000_000}
                raise Invalid(_("The file is too large."), code="file-too-large", fields={"file": reason})
            if len(head) < HEAD:
                head += part[: HEAD - len(head)]
            digest.update(part)
            file.write(part)
        file.flush()
        os.fsync(file.fileno())
    return Received(place, digest.digest(), size, head)


def keep(tenant_id: UUID, received: Received) -> None:
    """Give received bytes their lasting place; the same content keeps the one it has."""
    place = place_of(tenant_id, received.sha256)
    if place.exists():
        os.utime(place)
        return
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    received.place.replace(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def remove(tenant_id: UUID, sha256: bytes) -> None:
    """Remove the content with this digest."""
    place_of(tenant_id, sha256).unlink(missing_ok=True)


def list_older(tenant_id: UUID, than: float) -> Iterator[Path]:
    """Yield the files of a business last written before a moment (seconds since 1970)."""
    for place in folder_of(tenant_id).glob("*/*"):
        with contextlib.suppress(FileNotFoundError):
            if place.stat().st_mtime < than:
                yield place


def _refuse_full_disk(folder: Path) -> None:
    usage = shutil.disk_usage(folder)
    if usage.free < usage.total * LEAST_FREE:
        words = _("The disk is nearly full; no more files are taken. Tell your host.")
        raise Upstream(words, code="disk-full")
