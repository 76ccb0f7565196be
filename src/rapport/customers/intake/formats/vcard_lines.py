"""Content lines of vCards 2.1, 3.0 and 4.0 (RFC 2426, 6350): unfolding, parameters, encodings; lenient,
card by card.
"""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TextIO

from rapport.customers.intake.formats.table import BROKEN, MAX_RECORD

NAME: Final = re.compile(
    r"^(?:(?P<group>[A-Za-z0-9_-]+)\.)?(?P<name>[A-Za-z0-9_-]+)(?P<rest>[;:].*)$", re.DOTALL
)
PARAMETER: Final = re.compile(r';\s*([^=;:"]+)(?:=((?:"[^"]*"|[^;:"])*))?')
ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)
BARE_ENCODINGS: Final = {"QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT", "B", "Q"}


@dataclass(slots=True)
class Property:
    """One line of a card: group, name and type words in upper case, parameters, the value still escaped."""

    name: str
    value: str
    group: str = ""
    types: list[str] = field(default_factory=list)
    parameters: dict[str, str] = field(default_factory=dict)

    @property
    def binary(self) -> bool:
        """Whether the value is base64."""
        return self.parameters.get("ENCODING", "").upper() in {"B", "BASE64"}


@dataclass(slots=True)
class Card:
    """One card with the problem that kept it from being read, if any."""

    properties: list[Property]
    problem: str = ""


def unescape(value: str) -> str:
    r"""Turn \n into a line break and drop the other backslashes."""
    return ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def split_value(value: str, separator: str) -> list[str]:
    """Split at separators that are not escaped, and unescape the pieces."""
    pieces = re.split(rf"(?<!\\)((?:\\\\)*){re.escape(separator)}", value)
    whole = [pieces[at] + (pieces[at + 1] if at + 1 < len(pieces) else "") for at in range(0, len(pieces), 2)]
    return [unescape(piece).strip() for piece in whole]


def read_cards(text: TextIO) -> Iterator[Card]:
    """Stream the cards; a broken one carries its problem and does not stop the next. Nested cards stay in
    their card.
    """
    lines: list[str] = []
    depth = size = 0
    while line := text.readline(MAX_RECORD):
        bare = line.strip().upper()
        if bare == "BEGIN:VCARD":
            depth += 1
            if depth == 1:
                lines, size = [], 0
                continue
        if bare == "END:VCARD":
            depth -= 1
            if depth == 0:
                yield _card(lines, size)
                continue
        if depth > 0:
            size += len(line)
            if size <= MAX_RECORD * 4:
                lines.append(line.rstrip("\r\n"))
        depth = max(depth, 0)
    if depth:
        yield Card(_card(lines, size).properties, "card_not_ended")


def _card(lines: list[str], size: int) -> Card:
    if size > MAX_RECORD * 4:
        return Card([], "too_long")
    properties = []
    for line in _unfolded(lines):
        parsed = parse_line(line)
        if parsed is None:
            continue
        properties.append(parsed)
    problem = ""
    if not any(one.name in {"FN", "N", "ORG", "EMAIL", "TEL"} for one in properties):
        problem = "card_empty"
    elif any(BROKEN in one.value for one in properties):
        problem = "broken_characters"
    elif any("\0" in one.value for one in properties):
        problem = "null_byte"
    return Card(properties, problem)


def _unfolded(lines: list[str]) -> Iterator[str]:
    """Join folded lines (a leading blank), soft breaks of quoted-printable, and base64 laid out without
    blanks.
    """
    whole = ""
    for line in lines:
        if whole and line[:1] in {" ", "\t"} and line.strip():
            whole += line.strip() if _is_base64(whole) else line[1:]
        elif whole.endswith("=") and _is_quoted(whole):
            whole = whole[:-1] + line.lstrip("\t")
        elif whole and _is_base64(whole) and line.strip() and ":" not in line:
            whole += line.strip()
        else:
            if whole:
                yield whole
            whole = line
    if whole:
        yield whole


def _head(line: str) -> str:
    return line.split(":", 1)[0].upper()


def _is_quoted(line: str) -> bool:
    return "QUOTED-PRINTABLE" in _head(line)


def _is_base64(line: str) -> bool:
    head = _head(line)
    return "BASE64" in head or "ENCODING=B" in head


def parse_line(line: str) -> Property | None:
    """Return a content line as a property, or None for what is not one."""
    found = NAME.match(line)
    if found is None:
        return None
    rest, position = found["rest"], 0
    one = Property(found["name"].upper(), "", (found["group"] or "").upper())
    while parameter := PARAMETER.match(rest, position):
        _take_parameter(one, parameter[1].strip().upper(), parameter[2])
        position = parameter.end()
    if rest[position : position + 1] != ":":
        return None
    one.value = _decoded(one, rest[position + 1 :])
    return one


def _take_parameter(one: Property, name: str, value: str | None) -> None:
    if value is None:
        if name in BARE_ENCODINGS:
            one.parameters["ENCODING"] = name
        else:
            one.types.append(name)
    elif name == "TYPE":
        one.types += [
            word.strip().strip('"').upper() for word in value.replace('"', "").split(",") if word.strip()
        ]
    else:
        one.parameters[name] = value.strip('"')


def _decoded(one: Property, value: str) -> str:
    if one.parameters.get("ENCODING", "").upper() in {"QUOTED-PRINTABLE", "Q"}:
        charset = one.parameters.get("CHARSET", "utf-8")
        raw = quopri.decodestring(value.encode("utf-8", "surrogatepass"))
        try:
            text = raw.decode(charset)
        except (LookupError, UnicodeDecodeError):
            text = raw.decode("utf-8", "replace")
        return text.replace("\r\n", "\n").rstrip("\n")
    return value


def decode_binary(value: str) -> bytes:
    """Return base64 as bytes, empty where it is broken."""
    try:
        return base64.b64decode("".join(value.split()), validate=False)
    except (binascii.Error, ValueError):
        return b""
