"""Reading a letter: its text, its files, what of it could not be read. No letter may raise."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes, policy
from email.message import Message

from rapport.collaborative.delivery.contracts import Inbound, InFile
from rapport.collaborative.email.rules import headers
from rapport.collaborative.email.rules.folding import fold
from rapport.collaborative.email.rules.hypertext import text_of_html

MOST_PARTS = 200
LONGEST_TEXT = 500_000


def parse(raw: bytes) -> Message:
    """Return the letter's tree; the parser of the standard library forgives whatever comes."""
    return message_from_bytes(raw, policy=policy.compat32)


def read_letter(raw: bytes, *, received: datetime, envelope: str | None = None) -> Inbound:
    """Return a letter as delivery takes it in; `envelope` is the sender the server was told, if any."""
    letter = parse(raw)
    texts: list[str] = []
    pages: list[str] = []
    files: list[InFile] = []
    flaws: list[str] = []
    for part in _leaves(letter, flaws):
        content, flaw = _content_of(part)
        if flaw:
            flaws.append(flaw)
        kind = part.get_content_type()
        if _is_file(part) or kind not in ("text/plain", "text/html"):
            files.append(_file_of(part, content, len(files)))
        elif kind == "text/plain":
            texts.append(_decode(part, content))
        else:
            pages.append(_decode(part, content))
    page = "\n".join(pages)[: 4 * LONGEST_TEXT]
    text = "\n".join(texts).strip() or text_of_html(page)
    said, quoted = fold(text[:LONGEST_TEXT])
    name, sender = headers.sender_of(letter, envelope or "")
    own = headers.ids_of(letter, "Message-ID")
    digest = _digest(letter, sender, text, files)
    return Inbound(
        external_id=f"{own[0] if own else ''}#{digest}",
        reference=own[0] if own else "",
        sender=sender,
        sender_name=name[:200],
        at=headers.moment_of(letter, received),
        subject=headers.text_of(letter, "Subject", 300),
        text=said,
        quoted=quoted,
        html=page.strip(),
        copies=tuple(address for _, address in headers.addresses_of(letter, "To", "Cc"))[:50],
        references=headers.references_of(letter),
        automatic=headers.is_automatic(letter, envelope),
        flaw="; ".join(dict.fromkeys(flaws))[:200],
        files=tuple(files),
        raw=raw,
    )


def _leaves(letter: Message, flaws: list[str]) -> Iterator[Message]:
    """Yield the parts that hold something; an enclosed letter is one file, not a tree to enter."""
    waiting, seen = [letter], 0
    while waiting:
        part = waiting.pop(0)
        inner = part.get_payload()
        if isinstance(inner, list) and part.get_content_maintype() == "multipart":
            waiting = [one for one in inner if isinstance(one, Message)] + waiting
            continue
        seen += 1
        if seen > MOST_PARTS:
            flaws.append("too many parts")
            return
        yield part


def _content_of(part: Message) -> tuple[bytes, str]:
    inner = part.get_payload()
    if isinstance(inner, list):  # message/rfc822
        return b"\n".join(_bytes_of(one) for one in inner if isinstance(one, Message)), ""
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError, UnicodeError):
        content = None
    if isinstance(content, bytes):
        return content, "broken encoding" if part.defects else ""
    return str(inner).encode("utf-8", "replace"), "broken encoding"


def _bytes_of(letter: Message) -> bytes:
    try:
        return letter.as_bytes()
    except (ValueError, LookupError, UnicodeError, TypeError, AttributeError):
        return str(letter.get_payload()).encode("utf-8", "replace")


def _is_file(part: Message) -> bool:
    try:
        return part.get_content_disposition() == "attachment" or bool(part.get_filename())
    except (ValueError, LookupError, UnicodeError, TypeError, AttributeError):
        return True


def _file_of(part: Message, content: bytes, position: int) -> InFile:
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, UnicodeError, TypeError, AttributeError):
        name = ""
    if isinstance(name, str) and "=?" in name:
        holder = Message()
        holder["X-Name"] = name
        name = headers.text_of(holder, "X-Name")
    kind = part.get_content_type()
    if not name:
        name = headers.text_of(part, "Subject") if kind == "message/rfc822" else ""
        ending = "eml" if kind == "message/rfc822" else kind.rpartition("/")[2][:8]
        name = f"{name or f'part-{position + 1}'}.{ending}"
    return InFile(
        name=str(name).encode("utf-8", "replace").decode(),
        media_type=kind[:120],
        content=content,
        content_id=headers.text_of(part, "Content-ID", 255).strip("<>"),
    )


def _decode(part: Message, content: bytes) -> str:
    charset = str(part.get_content_charset("utf-8") or "utf-8")
    for name in (charset, "utf-8"):
        try:
            return content.decode(name)
        except (LookupError, UnicodeError, ValueError):
            continue
    return content.decode("latin-1")


def _digest(letter: Message, sender: str, text: str, files: list[InFile]) -> str:
    """Tell letters apart that carry one Message-ID: broken senders give it twice."""
    whole = hashlib.sha256()
    for one in (sender, headers.text_of(letter, "Date"), headers.text_of(letter, "Subject"), text):
        whole.update(one.encode("utf-8", "replace") + b"\0")
    for file in files:
        whole.update(hashlib.sha256(file.content).digest())
    return whole.hexdigest()[:24]
