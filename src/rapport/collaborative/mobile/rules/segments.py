"""Long messages: cut into parts that a telephone joins again, and what a part that came says of itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapport.collaborative.mobile.contracts import Alphabet, Long
from rapport.collaborative.mobile.rules import alphabets, pdu
from rapport.collaborative.mobile.rules.pdu import ShortMessage

MOST_PARTS = 255
_SINGLE = {alphabets.DEFAULT: 160, alphabets.LATIN: 140, alphabets.UCS2: 140}
_CONCATENATED, _CONCATENATED_16 = 0x00, 0x08


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a long message that came: which message, how many parts, which of them (from 1)."""

    reference: int
    total: int
    position: int
    coding: int = 0
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Cut:
    """A text as it goes out: its data coding, and its parts; `headed` says that they begin with a header."""

    coding: int
    parts: tuple[bytes, ...] = field(repr=False)
    headed: bool = False


def cut(text: str, alphabet: Alphabet, long: Long, reference: int) -> Cut:
    """Return a text in the fewest parts; the same text and reference give the same bytes."""
    coding = alphabets.choose(text, alphabet)
    units = alphabets.encode_units(text, coding)
    if sum(map(len, units)) <= _SINGLE[coding] or long == "payload":
        return Cut(coding, (b"".join(units),))
    header = 7 if long == "udh16" else 6
    room = 160 - -(-header * 8 // 7) if coding == alphabets.DEFAULT else 140 - header
    contents = _fill(units, room)[:MOST_PARTS]
    headers = (_header(long, reference, len(contents), at + 1) for at in range(len(contents)))
    return Cut(coding, tuple(head + one for head, one in zip(headers, contents, strict=True)), headed=True)


def count_parts(text: str, alphabet: Alphabet) -> int:
    """Return as how many parts a text is charged."""
    return len(cut(text, alphabet, "udh8", 0).parts)


def measure_text(text: str) -> tuple[int, int, bool]:
    """Return a text's characters, as how many parts it is charged, and whether GSM 03.38 holds it."""
    return len(text), count_parts(text, "gsm"), alphabets.is_gsm(text)


def open_message(message: ShortMessage) -> tuple[bytes, Part | None]:
    """Return the content without its header, and which part of a longer message it is, if it is one."""
    content, part = message.content, _part_of_options(message.options)
    if message.kind & pdu.UDH and content and content[0] < len(content):
        header, content = content[1 : content[0] + 1], content[content[0] + 1 :]
        part = _part_of(header)
    if part is None or part.total < 2 or not 1 <= part.position <= part.total:
        return content, None
    return content, replace(part, coding=message.coding, content=content)


def join(contents: Mapping[int, bytes], total: int) -> tuple[bytes, bool]:
    """Return what came of a message in its order, and whether all of it did."""
    return b"".join(contents[at] for at in sorted(contents)), len(contents) == total


def _fill(units: Sequence[bytes], room: int) -> list[bytes]:
    contents, present = [], b""
    for unit in units:
        if len(present) + len(unit) > room:
            contents.append(present)
            present = b""
        present += unit
    return [*contents, present]


def _header(long: Long, reference: int, total: int, position: int) -> bytes:
    if long == "udh16":
        return bytes([6, _CONCATENATED_16, 4, (reference >> 8) & 0xFF, reference & 0xFF, total, position])
    return bytes([5, _CONCATENATED, 3, reference & 0xFF, total, position])


def _part_of(header: bytes) -> Part | None:
    at = 0
    while at + 2 <= len(header):
        kind, length = header[at], header[at + 1]
        value = header[at + 2 : at + 2 + length]
        if kind == _CONCATENATED and length == len(value) == 3:
            return Part(value[0], value[1], value[2])
        if kind == _CONCATENATED_16 and length == len(value) == 4:
            return Part(value[0] << 8 | value[1], value[2], value[3])
        at += 2 + length
    return None


def _part_of_options(options: Mapping[int, bytes]) -> Part | None:
    tags = (pdu.SAR_REFERENCE, pdu.SAR_TOTAL, pdu.SAR_POSITION)
    if not all(options.get(tag) for tag in tags):
        return None
    reference, total, position = (int.from_bytes(options[tag][-2:], "big") for tag in tags)
    return Part(reference, total, position)
