"""Why events were kept apart, in the reader's language: reasons are written in English as events come."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from rapport.ui.api import Label

KINDS: dict[str, Label] = {
    "str": _("a text"),
    "int": _("a whole number"),
    "float": _("a number"),
    "decimal": _("a number"),
    "bool": _("yes or no"),
    "array": _("a list"),
    "object": _("an object"),
    "datetime": _("a moment"),
    "uuid": _("an id"),
    "null": _("nothing"),
}
REASONS: Sequence[tuple[str, Label]] = (
    (r"longer ago than (?P<days>\d+) days", _("Longer ago than %(days)s days")),
    (r"longer than (?P<size>\d+) KB", _("Longer than %(size)s KB")),
    (r"holds a character of code zero", _("Holds a character of code zero")),
    (r"beyond (?P<most>\S+) or finer than a millionth", _("Beyond %(most)s, or finer than a millionth")),
    (r"neither visitor nor user says whose it is", _("Neither visitor nor user says whose it is")),
    (r"neither \.csv, \.json, \.ndjson nor \.parquet", _("Neither .csv, .json, .ndjson nor .parquet")),
    (r"longer than 50 MB; write JSON lines instead", _("Longer than 50 MB; write JSON lines instead")),
    (
        r"the first line names no column “event”, or one twice",
        _("The first line names no column “event”, or one twice"),
    ),
    (r"before there was a clock", _("Before there was a clock")),
    (r"Object missing required field `(?P<name>[^`]+)`", _("“%(name)s” is missing")),
    (r"Expected `(?P<wanted>[^`]+)`, got `(?P<got>[^`]+)`", _("Should be %(wanted)s, but is %(got)s")),
    (r"Expected `str` of length <= (?P<most>\d+)", _("At most %(most)s characters")),
    (r"Expected `str` of length >= (?P<least>\d+)", _("At least %(least)s characters")),
    (r"Expected `\w+` of length <= (?P<most>\d+)", _("At most %(most)s entries")),
    (r"Expected `str` matching regex .*", _("Written in a form that is not understood")),
    (r"Invalid RFC3339 encoded datetime.*", _("Not a moment such as 2026-12-31T23:59:59Z")),
    (r"Invalid (decimal|number).*", _("Not a number")),
    (r"(JSON is malformed|Input data was truncated|Invalid UTF-8|.*can't decode byte).*", _("Not JSON")),
)


def word_reason(reason: str) -> str:
    """Return a reason in the reader's language; one nobody has put into words stays as it was written."""
    for pattern, text in REASONS:
        if found := re.fullmatch(pattern, reason, re.DOTALL):
            values = {name: _name(name, value) for name, value in found.groupdict().items()}
            return str(text) % values
    return reason


def _name(place: str, value: str) -> str:
    """Types by their words, such as `str | null`; all else as it is."""
    if place not in ("wanted", "got"):
        return value
    kinds = [one for one in value.split(" | ") if one != "null" or place == "got"]
    return " / ".join(str(KINDS.get(one, one)) for one in kinds)
