"""Pure decisions about custom fields: what a written value means in its type."""

import re
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from rapport.kernel.fields.contracts import LONGEST_TEXT, FieldInfo

COLUMN_OF_TYPE = {
    "text": "words",
    "integer": "number",
    "date": "day",
    "timestamp": "moment",
    "choice": "choice_id",
}
CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_BETWEEN = re.compile(r"[^a-z0-9]+")
_SMALLEST, _LARGEST = -(2**63), 2**63 - 1


def make_code(key: str, taken: Collection[str]) -> str:
    """Return a code from the key a label is sorted by (small Latin letters), unlike those that are taken."""
    plain = _BETWEEN.sub("_", key).strip("_").lstrip("0123456789_")[:36].strip("_") or "field"
    code, number = plain, 1
    while code in taken:
        number += 1
        code = f"{plain}_{number}"
    return code


def parse_value(field: FieldInfo, raw: Any, zone: str = "UTC") -> Any:
    """Return what goes into the value's column, None for nothing; raises ValueError with the reason.

    Texts are taken for every type, as files and forms send them; a timestamp without an offset is read in
    the zone (IANA). Dates are ISO 8601. A choice is named by its code or its label.
    """
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        if field.required:
            raise ValueError("This field must be filled.")
        return None
    return _PARSERS[field.type](field, raw, zone)


def _text(field: FieldInfo, raw: Any, zone: str) -> str:
    text = str(raw).strip() if isinstance(raw, str | int | float) and not isinstance(raw, bool) else None
    if text is None or "\0" in text:
        raise ValueError("Must be text.")
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"At most {LONGEST_TEXT} characters.")
    return text


def _integer(field: FieldInfo, raw: Any, zone: str) -> int:
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    if isinstance(raw, str) and re.fullmatch(r"\s*[+-]?[0-9]{1,19}\s*", raw):
        raw = int(raw)
    if not isinstance(raw, int) or isinstance(raw, bool):
        raise ValueError("Must be a whole number.")
    if not _SMALLEST <= raw <= _LARGEST:
        raise ValueError("This number is too large.")
    return raw


def _date(field: FieldInfo, raw: Any, zone: str) -> date:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    if isinstance(raw, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", raw.strip()):
        return date.fromisoformat(raw.strip())
    raise ValueError("Must be a date like 2024-05-31.")


def _timestamp(field: FieldInfo, raw: Any, zone: str) -> datetime:
    if isinstance(raw, str):
        try:
            raw = datetime.fromisoformat(raw.strip())
        except ValueError as error:
            raise ValueError("Must be a time like 2024-05-31T14:30:00Z.") from error
    if not isinstance(raw, datetime):
        raise ValueError("Must be a time like 2024-05-31T14:30:00Z.")
    aware = raw if raw.tzinfo else raw.replace(tzinfo=ZoneInfo(zone))
    try:
        return aware.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("This time is out of range.") from error


def _choice(field: FieldInfo, raw: Any, zone: str) -> UUID:
    wanted = str(raw).strip()
    for choice in field.choices:
        if choice.id and not choice.retired and wanted in (choice.code, choice.label):
            return choice.id
    known = ", ".join(choice.code for choice in field.choices if not choice.retired)
    raise ValueError(f"Must be one of: {known}.")


NO_SUCH = "There is no such field."
_PARSERS = {"text": _text, "integer": _integer, "date": _date, "timestamp": _timestamp, "choice": _choice}


def parse_values(
    fields: Mapping[str, FieldInfo], raw: Mapping[str, Any], zone: str
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the parsed values and the reasons of those refused, both by code."""
    values: dict[str, Any] = {}
    reasons: dict[str, str] = {}
    for code, value in raw.items():
        field = fields.get(code)
        if field is None or field.retired:
            reasons[code] = NO_SUCH
            continue
        try:
            values[code] = parse_value(field, value, zone)
        except ValueError as error:
            reasons[code] = str(error)
    return values, reasons
