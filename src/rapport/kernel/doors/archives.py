"""Archives from outside: looked over before they are opened, and read no further than their limits."""

import bz2
import io
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from rapport.kernel.doors.refusal import Refused

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

PIECE = 262_144
END_OF_DIRECTORY = b"PK\x05\x06"
END_OF_DIRECTORY_SIZE = 22
XZ_MEMORY = 268_435_456
MAGIC = {b"\x1f\x8b": "gz", b"BZh": "bz2", b"\xfd7zXZ\x00": "xz", b"PK\x03\x04": "zip", b"PK\x05\x06": "zip"}


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """Caps of one archive: entries, bytes unpacked in all, unpacked ÷ packed (looked at beyond 10 MB
    unpacked).
    """

    entries: int = 2_000
    total_bytes: int = 4_000_000_000
    ratio: int = 200
    ratio_from_bytes: int = 10_000_000


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a checked archive: its name inside, and its declared size in bytes."""

    name: str
    size: int


class _Gzip:
    """zlib's decompressor in the shape that bz2's and lzma's share."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(zlib.MAX_WBITS | 16)

    @property
    def eof(self) -> bool:
        """Whether the packed stream ended."""
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        """Whether it wants more packed bytes."""
        return not self._inner.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        """Packed bytes after the end of the stream."""
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Unpack at most `max_length` bytes."""
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


_Unpacker = _Gzip | bz2.BZ2Decompressor | lzma.LZMADecompressor


def _unpacker(kind: str) -> _Unpacker:
    if kind == "gz":
        return _Gzip()
    return bz2.BZ2Decompressor() if kind == "bz2" else lzma.LZMADecompressor(memlimit=XZ_MEMORY)


def _declared_entries(source: BinaryIO) -> int:
    """Read the entry count from the zip's last record, before a million entries are turned into objects."""
    source.seek(0, io.SEEK_END)
    size = source.tell()
    source.seek(max(0, size - 65_535 - END_OF_DIRECTORY_SIZE))
    tail = source.read()
    at = tail.rfind(END_OF_DIRECTORY)
    if at < 0 or len(tail) - at < END_OF_DIRECTORY_SIZE:
        raise Refused("The zip file is broken.", code="archive_broken")
    count, directory = struct.unpack_from("<H", tail, at + 10)[0], struct.unpack_from("<I", tail, at + 12)[0]
    # The count may lie or have overflowed: what the directory weighs cannot (a usual entry takes some 120
    # bytes).
    return int(count) if directory <= count * 1_000 else int(directory) // 120


def _check_name(name: str) -> None:
    path = PurePosixPath(name)
    if name.startswith("/") or ".." in path.parts or "\\" in name or ":" in name or "\0" in name:
        raise Refused("The archive names a file outside of itself.", code="archive_traversal")


def _check_entry(entry: zipfile.ZipInfo) -> None:
    _check_name(entry.filename)
    mode = entry.external_attr >> 16
    if mode and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_IFMT(mode) == 0):
        raise Refused("The archive holds a link or a device.", code="archive_link")
    if entry.flag_bits & 0x1:
        raise Refused("The archive is encrypted.", code="archive_encrypted")


def _check_sizes(packed: int, unpacked: int, limits: ArchiveLimits) -> None:
    if unpacked > limits.total_bytes:
        raise Refused("The archive is too large when unpacked.", code="archive_too_large")
    if unpacked > limits.ratio_from_bytes and unpacked > packed * limits.ratio:
        raise Refused("The archive unpacks to far more than it holds.", code="archive_bomb")


def check_zip(path: Path, *, limits: ArchiveLimits | None = None) -> list[Member]:
    """Look a zip file over without unpacking it and return its files.

    Raises Refused for too many entries, names outside, links, encryption, overlapping entries, sizes and
    ratios beyond the limits.
    """
    caps = limits or ArchiveLimits()
    with path.open("rb") as source:
        if _declared_entries(source) > caps.entries:
            raise Refused("The archive holds too many files.", code="archive_entries")
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as error:
        raise Refused("The zip file is broken.", code="archive_broken") from error
    if len(entries) > caps.entries:
        raise Refused("The archive holds too many files.", code="archive_entries")
    for entry in entries:
        _check_entry(entry)
    packed = sum(entry.compress_size for entry in entries)
    if packed > path.stat().st_size:
        raise Refused("The archive's files overlap.", code="archive_bomb")
    _check_sizes(packed, sum(entry.file_size for entry in entries), caps)
    return [Member(entry.filename, entry.file_size) for entry in entries if not entry.is_dir()]


def extract_zip(path: Path, name: str, *, limits: ArchiveLimits | None = None) -> Iterator[bytes]:
    """Stream one file of a zip, after `check_zip`; stops at its declared size, so a lying header gains
    nothing.
    """
    check_zip(path, limits=limits)
    try:
        with zipfile.ZipFile(path) as archive, archive.open(name) as member:
            while piece := member.read(PIECE):
                yield piece
    except (zipfile.BadZipFile, KeyError, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise Refused("The zip file is broken.", code="archive_broken") from error


def _unpacked(path: Path, kind: str, caps: ArchiveLimits) -> Iterator[bytes]:
    packed = unpacked = 0
    unpacker = _unpacker(kind)
    with path.open("rb") as source:
        rest = b""
        while True:
            data = rest
            if not data and unpacker.needs_input:
                data = source.read(PIECE)
                packed += len(data)
                if not data:
                    raise EOFError("the packed file ends too early")
            rest = b""
            piece = unpacker.decompress(data, PIECE)
            unpacked += len(piece)
            _check_sizes(packed, unpacked, caps)
            if piece:
                yield piece
            if unpacker.eof:
                rest = unpacker.unused_data or source.read(PIECE)
                if not rest.strip(b"\0"):
                    return
                unpacker = _unpacker(kind)


def _guarded(pieces: Iterator[bytes]) -> Iterator[bytes]:
    try:
        yield from pieces
    except (OSError, zlib.error, lzma.LZMAError, EOFError, MemoryError) as error:
        raise Refused("The packed file is broken.", code="archive_broken") from error


class _Stream(io.RawIOBase):
    """Pieces of bytes as a readable file."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces = pieces
        self._left = memoryview(b"")

    def readable(self) -> bool:
        """It can be read, and nothing else."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Fill the buffer from the pieces."""
        if not self._left:
            self._left = memoryview(next(self._pieces, b""))
        room = memoryview(buffer).cast("B")
        count = min(len(room), len(self._left))
        room[:count] = self._left[:count]
        self._left = self._left[count:]
        return count


def packing_of(head: bytes) -> str:
    """Name the packing a file's first bytes show: gz, bz2, xz, zip, or nothing."""
    return next((kind for magic, kind in MAGIC.items() if head.startswith(magic)), "")


def open_plain(path: Path, *, limits: ArchiveLimits | None = None) -> BinaryIO:
    """Open a file as plain bytes: gzip, bzip2, xz and zips of one file are unpacked as they are read.

    Raises Refused (also while reading) for bombs, broken files and zips of several files.
    """
    caps = limits or ArchiveLimits()
    with path.open("rb") as source:
        kind = packing_of(source.read(8))
    if not kind:
        return path.open("rb")
    if kind == "zip":
        files = [member for member in check_zip(path, limits=caps) if not member.name.startswith("__MACOSX/")]
        if len(files) != 1:
            raise Refused("The zip must hold exactly one file.", code="archive_entries")
        return io.BufferedReader(_Stream(extract_zip(path, files[0].name, limits=caps)), PIECE)
    return io.BufferedReader(_Stream(_guarded(_unpacked(path, kind, caps))), PIECE)
