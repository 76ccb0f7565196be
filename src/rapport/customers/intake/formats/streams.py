"""Files as bounded streams, through the archive door whatever they are packed in."""

import io
from pathlib import Path
from typing import Final, TextIO

from rapport.customers.intake.formats.encodings import MARK_BROKEN
from rapport.kernel.doors.api import ArchiveLimits, open_plain

LIMITS: Final = ArchiveLimits(
    entries=2_000, total_bytes=4_000_000_000, ratio=400, ratio_from_bytes=50_000_000
)
PIECE: Final = 1_048_576
SAMPLE: Final = 65_536


def open_text(path: Path, encoding: str) -> TextIO:
    """Open a file as text; bytes that are not of the encoding are marked, newlines stay as they are."""
    return io.TextIOWrapper(
        open_plain(path, limits=LIMITS), encoding=encoding, errors=MARK_BROKEN, newline=""
    )


def read_head(path: Path, size: int = SAMPLE) -> bytes:
    """Return the first plain bytes of a file."""
    with open_plain(path, limits=LIMITS) as plain:
        return plain.read(size)


def encoding_sample(path: Path) -> bytes:
    """Return the bytes that tell most of the encoding: the head, or the stretch with the first non-ASCII
    byte.
    """
    with open_plain(path, limits=LIMITS) as plain:
        head = plain.read(SAMPLE)
        if not head.isascii() or head.count(0) or b"\x1b" in head or b"~{" in head:
            return head
        before = b""
        while piece := plain.read(PIECE):
            if not piece.isascii():
                return _around(before + piece, plain.read(SAMPLE))
            before = piece[-1024:]
    return head


def _around(piece: bytes, after: bytes) -> bytes:
    first = next(position for position, byte in enumerate(piece) if byte > 127)
    start = piece.rfind(b"\n", 0, first) + 1
    return (piece[start:] + after)[:SAMPLE]
