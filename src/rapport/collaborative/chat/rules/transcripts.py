"""Pure: a chat as a letter."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from rapport.collaborative.chat.contracts import Line
from rapport.collaborative.chat.rules.words import WORDS


def write_transcript(lines: Sequence[Line], language: str, zone: str) -> str:
    """Return what was said, a line each with its time in the zone, a heading for each day."""
    words, here, day = WORDS[language], ZoneInfo(zone), date.min
    written = list[str]()
    for one in lines:
        at = one.at.astimezone(here)
        if at.date() != day:
            day = at.date()
            written += ["", day.isoformat()]
        who = words["you"] if one.mine else one.who or words["us"]
        said = [one.text, *(f"[{name}]" for _position, name, _type, _size in one.files)]
        written.append(f"{at:%H:%M} {who}: {' '.join(part for part in said if part)}")
    return "\n".join(written).strip()
