"""Packed bodies of calls: unpacked in memory, never to more than the caller allows."""

import zlib

from rapport.kernel.doors.refusal import Refused


def unpack_gzip(packed: bytes, most: int) -> bytes:
    """Return what a gzip body holds; raises `Refused` where it is broken or longer than `most` bytes."""
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        plain = unpacker.decompress(packed, most + 1)
    except zlib.error:
        raise Refused("The packed body is broken.", code="body_broken") from None
    if len(plain) > most:
        raise Refused("The packed body holds too much.", code="body_large")
    if not unpacker.eof or unpacker.unused_data:
        raise Refused("The packed body is broken.", code="body_broken")
    return plain
