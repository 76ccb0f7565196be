"""vCards as rows: every property of every card lands in a column named for people."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rapport.customers.intake.formats import streams
from rapport.customers.intake.formats.table import MAX_COLUMNS, Layout, Row, numbered
from rapport.customers.intake.formats.vcard_lines import Card, Property, read_cards, split_value, unescape

NAME_PARTS: Final = ("Family name", "Given name", "Additional names", "Name prefix", "Name suffix")
ADDRESS_PARTS: Final = ("PO box", "extended", "street", "city", "region", "postal code", "country")
PLAIN: Final = {
    "FN": "Full name",
    "NICKNAME": "Nickname",
    "TITLE": "Job title",
    "ROLE": "Role",
    "BDAY": "Birthday",
    "ANNIVERSARY": "Anniversary",
    "X-ANNIVERSARY": "Anniversary",
    "X-MS-ANNIVERSARY": "Anniversary",
    "X-EVOLUTION-ANNIVERSARY": "Anniversary",
    "GENDER": "Gender",
    "NOTE": "Note",
    "UID": "UID",
    "URL": "Website",
    "LANG": "Language",
    "TZ": "Time zone",
    "GEO": "Location",
    "REV": "Last changed",
    "CATEGORIES": "Tags",
    "LABEL": "Address label",
    "PHOTO": "Photo",
    "LOGO": "Logo",
    "RELATED": "Related person",
    "X-ABRELATEDNAMES": "Related person",
    "X-ABDATE": "Date",
    "X-SPOUSE": "Spouse",
    "X-MS-SPOUSE": "Spouse",
    "X-EVOLUTION-SPOUSE": "Spouse",
    "X-MS-MANAGER": "Manager",
    "X-EVOLUTION-MANAGER": "Manager",
    "X-MS-ASSISTANT": "Assistant",
    "X-EVOLUTION-ASSISTANT": "Assistant",
    "X-GENDER": "Gender",
    "X-PHONETIC-FIRST-NAME": "Given name phonetic",
    "X-PHONETIC-LAST-NAME": "Family name phonetic",
}
REACHED: Final = {
    "TEL": "Phone",
    "X-MS-TEL": "Phone",
    "EMAIL": "E-mail",
    "ADR": "Address",
    "IMPP": "Messenger",
}
MESSENGERS: Final = {
    "X-AIM": "AIM",
    "X-ICQ": "ICQ",
    "X-MSN": "MSN",
    "X-YAHOO": "Yahoo",
    "X-JABBER": "Jabber",
    "X-SKYPE": "Skype",
    "X-SKYPE-USERNAME": "Skype",
    "X-QQ": "QQ",
    "X-GTALK": "Google Talk",
    "X-GOOGLE-TALK": "Google Talk",
    "X-MS-IMADDRESS": "Messenger",
    "X-TWITTER": "Twitter",
    "X-WECHAT": "WeChat",
    "X-LINE": "LINE",
}
KINDS: Final = ("CELL", "IPHONE", "FAX", "PAGER", "MAIN", "CAR", "VIDEO", "HOME", "WORK", "SCHOOL", "OTHER")
SAID_OTHERWISE: Final = {"CELL": "mobile", "IPHONE": "mobile"}
NOT_A_KIND: Final = {
    "INTERNET",
    "VOICE",
    "PREF",
    "POSTAL",
    "PARCEL",
    "DOM",
    "INTL",
    "X400",
    "MSG",
    "TEXT",
    "URI",
}
LEFT_OUT: Final = {"VERSION", "BEGIN", "END", "PRODID", "PROFILE", "X-ABLABEL"}


def _kind(one: Property, label: str) -> str:
    if label:
        return label
    kinds = [SAID_OTHERWISE.get(kind, kind.lower()) for kind in KINDS if kind in one.types]
    if not kinds:
        kinds = [word.lower() for word in one.types if word not in NOT_A_KIND][:1]
    return " ".join(dict.fromkeys(kinds))


def _named(base: str, kind: str) -> str:
    return f"{base} ({kind})" if kind else base


def _binary_text(one: Property) -> str:
    if not one.binary:
        return unescape(one.value)
    kind = next((word.lower() for word in one.types if word not in NOT_A_KIND), "octet-stream")
    return f"data:image/{kind};base64,{''.join(one.value.split())}"


def _parts(one: Property, names: tuple[str, ...], base: str = "") -> Iterator[tuple[str, str]]:
    for name, value in zip(names, split_value(one.value, ";"), strict=False):
        if value:
            yield (f"{base} {name}" if base else name), value


def _fields(one: Property, label: str) -> Iterator[tuple[str, str]]:
    """Give the columns and texts of one property."""
    if one.name == "N":
        yield from _parts(one, NAME_PARTS)
    elif one.name == "ADR":
        yield from _parts(one, ADDRESS_PARTS, _named("Address", _kind(one, label)))
    elif one.name == "ORG":
        company, *departments = [piece for piece in split_value(one.value, ";") if piece] or [""]
        yield "Company", company
        yield "Department", ", ".join(departments)
    elif one.name == "CATEGORIES":
        yield "Tags", "; ".join(piece for piece in split_value(one.value, ",") if piece)
    elif one.name in REACHED:
        value = unescape(one.value).strip()
        if one.name in {"TEL", "X-MS-TEL"} and value.lower().startswith("tel:"):
            value = value[4:].replace(";ext=", " ext. ")
        yield _named(REACHED[one.name], _kind(one, label)), value
    elif one.name in MESSENGERS:
        yield MESSENGERS[one.name], unescape(one.value)
    elif one.name in {"PHOTO", "LOGO"}:
        yield PLAIN[one.name], _binary_text(one)
    elif one.name in PLAIN:
        yield (
            _named(PLAIN[one.name], label or (_kind(one, "") if one.name == "LABEL" else "")),
            unescape(one.value),
        )
    elif one.name not in LEFT_OUT:
        yield _named(one.name, label), unescape(one.value)


def _labels(card: Card) -> dict[str, str]:
    labels = {one.group: one.value for one in card.properties if one.name == "X-ABLABEL" and one.group}
    return {
        group: unescape(label).replace("_$!<", "").replace(">!$_", "").lower()
        for group, label in labels.items()
    }


def card_fields(card: Card) -> dict[str, str]:
    """Return a card as column → text; several values of one kind get numbers behind (`E-mail (work) 2`)."""
    labels = _labels(card)
    fields: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for one in card.properties:
        found = [(name, value) for name, value in _fields(one, labels.get(one.group, "")) if value.strip()]
        if not found:
            continue
        # The parts of one address share one number, even where an earlier address lacked a part.
        base = found[0][0].rpartition(" ")[0] if one.name == "ADR" else found[0][0]
        counts[base] += 1
        for name, value in found:
            fields[_numbered(name, one.name == "ADR", counts[base])] = value.strip()
    return fields


def _numbered(name: str, is_address: bool, count: int) -> str:
    if not is_address or count == 1:
        return numbered(name, count)
    part = next(part for part in ADDRESS_PARTS if name.endswith(f" {part}"))
    return f"{name.removesuffix(part)}{count} {part}"


class VcardTable:
    """A file of vCards: one card is one row."""

    def __init__(self, path: Path, layout: Layout) -> None:
        self.path = path
        self.layout = layout
        self._columns: tuple[str, ...] | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that any card fills, in order of first appearance."""
        if self._columns is None:
            seen: dict[str, None] = {}
            for card in self._cards():
                seen.update(dict.fromkeys(card_fields(card)))
            self._columns = tuple(seen)[:MAX_COLUMNS]
        return self._columns

    def rows(self) -> Iterator[Row]:
        """Stream the cards; the first card is row 1."""
        columns = self.columns
        for number, card in enumerate(self._cards(), start=1):
            fields = card_fields(card)
            yield Row(number, [fields.get(column, "") for column in columns], card.problem)

    def _cards(self) -> Iterator[Card]:
        with streams.open_text(self.path, self.layout.encoding) as text:
            yield from read_cards(text)
