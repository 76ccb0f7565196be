"""Pure decisions about files: what their first bytes say, and which names are safe."""

import re
import unicodedata

HEAD = 4096
BINARY = "application/octet-stream"
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
    (b"#!AMR", "audio/amr"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"BEGIN:VCARD", "text/vcard"),
    (b"BEGIN:VCALENDAR", "text/calendar"),
)
_OFFICE = (
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
_MARKUP = re.compile(rb"\s*<(?:!doctype html|html|head|body|script|svg|\?xml|!--)", re.IGNORECASE)


def sniff(head: bytes) -> str:
    """Return the media type the first bytes of a file speak of; text and unknown bytes as such."""
    for signature, media_type in _SIGNATURES:
        if head.startswith(signature):
            return media_type
    if head.startswith(b"PK\x03\x04"):
        return next((name for mark, name in _OFFICE if mark in head), "application/zip")
    if head[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}.get(
            head[8:12], BINARY
        )
    if head[4:8] == b"ftyp":
        return "image/heic" if head[8:12] in (b"heic", b"mif1") else "video/mp4"
    return _sniff_text(head)


def _sniff_text(head: bytes) -> str:
    if not head:
        return BINARY
    if _MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
        lower = head.lower()
        if b"<svg" in lower:
            return "image/svg+xml"
        return "text/html" if b"<html" in lower or b"<!doctype html" in lower else "application/xml"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text/plain"
    controls = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return "text/plain" if controls == 0 else BINARY


def safe_name(name: str) -> str:
    """Return a file name without paths, controls and directions, at most 200 characters; never empty."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(letter for letter in last if unicodedata.category(letter) not in ("Cc", "Cf", "Cs"))
    kept = kept.strip(" .")
    if len(kept) > 200:
        stem, dot, ending = kept.rpartition(".")
        kept = stem[: 199 - len(ending)] + dot + ending if dot and len(ending) < 20 else kept[:200]
    return kept or "file"
