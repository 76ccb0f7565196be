"""One customer as a vCard 4.0 (RFC 6350): escaped, folded, readable by our own reader and others (pure)."""

import re
from collections.abc import Mapping
from typing import Final

SIMPLE: Final = {
    "Nickname": "NICKNAME",
    "Job title": "TITLE",
    "Role": "ROLE",
    "Birthday": "BDAY",
    "Anniversary": "ANNIVERSARY",
    "Note": "NOTE",
    "UID": "UID",
    "Website": "URL",
    "Language": "LANG",
    "Time zone": "TZ",
    "Gender": "GENDER",
}
NAME_PARTS: Final = ("Family name", "Given name", "Additional names", "Name prefix", "Name suffix")
ADDRESS_PARTS: Final = ("PO box", "extended", "street", "city", "region", "postal code", "country")
REACHED: Final = re.compile(r"(?P<base>E-mail|Phone|Messenger)(?: \((?P<kind>[^)]*)\))?(?: \d+)?\Z")
ADDRESS: Final = re.compile(
    rf"(?P<base>Address(?: \((?P<kind>[^)]*)\))?(?: \d+)?) (?P<part>{'|'.join(ADDRESS_PARTS)})\Z"
)
PROPERTY: Final = {"E-mail": "EMAIL", "Phone": "TEL", "Messenger": "IMPP"}
LINE_BYTES: Final = 75


def escaped(text: str) -> str:
    """Escape a text for a value: backslash, comma, semicolon, line break; other control characters go."""
    clean = "".join(one for one in text.replace("\r\n", "\n") if one in "\n\t" or ord(one) >= 32)
    for bare, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        clean = clean.replace(bare, written)
    return clean


def folded(line: str) -> str:
    """Fold a line at 75 bytes without cutting a character."""
    pieces, size, current = [], 0, ""
    for one in line:
        width = len(one.encode("utf-8", "replace"))
        if size + width > LINE_BYTES:
            pieces.append(current)
            current, size = " ", 1
        current += one
        size += width
    return "\r\n".join([*pieces, current]) + "\r\n"


def _type(kind: str | None) -> str:
    words = {"mobile": "cell"}
    named = [words.get(word, word) for word in (kind or "").split()]
    clean = [re.sub(r"[^A-Za-z0-9-]", "", word) for word in named]
    return f";TYPE={','.join(word for word in clean if word)}" if any(clean) else ""


def _addresses(fields: Mapping[str, str]) -> list[str]:
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for column, value in fields.items():
        matched = ADDRESS.match(column)
        if matched and value:
            found.setdefault(matched["base"], (matched["kind"] or "", {}))[1][matched["part"]] = value
    return [
        f"ADR{_type(kind)}:" + ";".join(escaped(parts.get(part, "")) for part in ADDRESS_PARTS)
        for kind, parts in found.values()
    ]


def card_text(fields: Mapping[str, str]) -> str:
    """Return one customer's columns (named as the reader names them) as a card; empty ones are left out."""
    full = fields.get("Full name") or " ".join(
        fields.get(part, "") for part in ("Given name", "Family name") if fields.get(part)
    )
    lines = ["BEGIN:VCARD", "VERSION:4.0", f"FN:{escaped(full or fields.get('Company', '') or '?')}"]
    if any(fields.get(part) for part in NAME_PARTS):
        lines.append("N:" + ";".join(escaped(fields.get(part, "")) for part in NAME_PARTS))
    if fields.get("Company"):
        lines.append(
            "ORG:" + ";".join(escaped(fields[key]) for key in ("Company", "Department") if fields.get(key))
        )
    for column, value in fields.items():
        reached = REACHED.match(column)
        if reached and value:
            lines.append(f"{PROPERTY[reached['base']]}{_type(reached['kind'])}:{escaped(value)}")
        elif column in SIMPLE and value:
            lines.append(f"{SIMPLE[column]}:{escaped(value)}")
    lines += _addresses(fields)
    if fields.get("Tags"):
        lines.append(
            "CATEGORIES:" + ",".join(escaped(tag.strip()) for tag in fields["Tags"].split(";") if tag.strip())
        )
    return "".join(folded(line) for line in [*lines, "END:VCARD"])
