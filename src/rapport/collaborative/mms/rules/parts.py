"""Bodies in parts (RFC 2046, RFC 2387): the same message is the same bytes; read within limits."""

import base64
import binascii
import quopri
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesHeaderParser

MOST_PARTS, MOST_DEPTH, MOST_HEAD = 100, 4, 16_384
_SAFE = re.compile(r"[^A-Za-z0-9._-]+")


class Broken(Exception):
    """A body that is none."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part: what it is, its bytes, and how others name it."""

    media_type: str
    content: bytes = field(repr=False)
    content_id: str = ""
    name: str = ""
    charset: str = ""

    @property
    def text(self) -> str:
        """Its bytes as words; what cannot be read is marked."""
        try:
            return self.content.decode(self.charset or "utf-8", "replace")
        except LookupError:
            return self.content.decode("utf-8", "replace")


def safe_name(name: str, fallback: str) -> str:
    """Return a name telephones and message centres can do nothing wrong with."""
    return _SAFE.sub("_", name).strip("._")[-60:] or fallback


def write_related(document: bytes, content_type: str, content: bytes, *, boundary: str) -> tuple[str, bytes]:
    """Return the type and body of a document (`<document>`) with its content (`<content>`) beside it."""
    body = join(
        [
            (["Content-Type: text/xml; charset=utf-8", "Content-ID: <document>"], document),
            ([f"Content-Type: {content_type}", "Content-ID: <content>"], content),
        ],
        boundary,
    )
    return f'multipart/related; boundary="{boundary}"; type="text/xml"; start="<document>"', body


def write_content(parts: Sequence[Part], *, boundary: str) -> tuple[str, bytes]:
    """Return the type and body of what is shown: the first part says how (SMIL)."""
    pieces = []
    for part in parts:
        kind = part.media_type + (f"; charset={part.charset}" if part.charset else "")
        named = f'{kind}; name="{part.name}"' if part.name else kind
        head = [
            f"Content-Type: {named}",
            f"Content-ID: <{part.content_id}>",
            f"Content-Location: {part.name or part.content_id}",
        ]
        pieces.append((head, part.content))
    start = f'type="{parts[0].media_type}"; start="<{parts[0].content_id}>"'
    return f'multipart/related; boundary="{boundary}"; {start}', join(pieces, boundary)


def join(pieces: Sequence[tuple[Sequence[str], bytes]], boundary: str) -> bytes:
    """Write parts one after the other: lines of a head, then the bytes as they are."""
    out = bytearray()
    for head, content in pieces:
        out += "\r\n".join((f"--{boundary}", *head, "", "")).encode() + content + b"\r\n"
    return bytes(out + f"--{boundary}--\r\n".encode())


def read_parts(content_type: str, body: bytes) -> list[Part]:
    """Return the leaves of a body in their order; raises `Broken` for one that is none."""
    head = _head(b"Content-Type: " + content_type.encode("latin-1", "replace"))
    found = list[Part]()
    _read(head, body, found, MOST_DEPTH)
    return found


def _read(head: Message, body: bytes, found: list[Part], depth: int) -> None:
    if head.get_content_maintype() != "multipart":
        if len(found) >= MOST_PARTS:
            raise Broken("too many parts")
        found.append(_leaf(head, body))
        return
    boundary = head.get_param("boundary", "")
    if depth == 0 or not isinstance(boundary, str) or not 0 < len(boundary) <= 200:
        raise Broken("parts within parts within parts" if depth == 0 else "no boundary")
    for piece in _split(body, boundary.encode("latin-1", "replace")):
        cut = _END_OF_HEAD.search(piece)
        if cut is None or cut.start() > MOST_HEAD:
            raise Broken("a part without a head")
        _read(_head(piece[: cut.start()].lstrip(b"\r\n")), piece[cut.end() :], found, depth - 1)


_END_OF_HEAD = re.compile(rb"^\r?\n|\r?\n\r?\n")


def _split(body: bytes, boundary: bytes) -> list[bytes]:
    """Cut at the lines that are the boundary; what stands before the first and behind the last is nothing."""
    line = re.compile(rb"(?:\A|\r?\n)--" + re.escape(boundary) + rb"(--)?[ \t]*(?=\r?\n|\Z)")
    pieces, at = list[bytes](), -1
    for found in line.finditer(body):
        if at >= 0:
            pieces.append(re.sub(rb"\A\r?\n", b"", body[at : found.start()], count=1))
        if found[1]:
            return pieces
        at = found.end()
    raise Broken("parts that do not end")


def _head(raw: bytes) -> Message:
    return BytesHeaderParser().parsebytes(raw[:MOST_HEAD])


def _leaf(head: Message, body: bytes) -> Part:
    way = str(head.get("Content-Transfer-Encoding", "binary")).strip().lower()
    try:
        content = base64.b64decode(body) if way == "base64" else body
    except binascii.Error as error:
        raise Broken("a part that is not base64") from error
    if way == "quoted-printable":
        content = quopri.decodestring(body)
    named = str(head.get("Content-ID", "") or head.get("Content-Location", "")).strip()
    charset = head.get_content_charset() or ""
    return Part(
        media_type=head.get_content_type(),
        content=content,
        content_id=named.strip("<>")[:200],
        name=str(head.get_filename() or head.get("Content-Location", "") or "")[:200],
        charset=charset[:40],
    )
