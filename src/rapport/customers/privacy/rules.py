"""Pure decisions: deadlines by law, what may become of a request, which words tell who somebody is."""

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

_CODE = re.compile(r"[a-z_]{1,20}|[0-9a-f]{8}-[0-9a-f-]{27}")
MAKES_ARCHIVE = ("access", "portability")
SILENCES = ("restriction", "objection")
"""Kinds whose answer has the person not written to any more."""
MOVES: dict[str, tuple[tuple[str, ...], str]] = {
    "identify": (("open",), "identified"),
    "extend": (("open", "identified"), ""),
    "answer": (("identified",), "answered"),
    "refuse": (("open", "identified"), "refused"),
    "withdraw": (("open", "identified"), "withdrawn"),
}
"""What may be done in which states, and the state it leads to ("" the same)."""


@dataclass(frozen=True, slots=True)
class Law:
    """How soon requests are answered, and how much later with a reason: months, days."""

    months: int = 0
    days: int = 0
    more_months: int = 0
    more_days: int = 0


LAWS = {
    "gdpr": Law(months=1, more_months=2),
    "ccpa": Law(days=45, more_days=45),
    "pipl": Law(days=30),
}
"""GDPR article 12(3); CCPA section 1798.130(a)(2); China's GB/T 35273 section 8.7 (once)."""


def add_months(day: date, months: int) -> date:
    """Return the same day some months later (earlier when negative), or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def find_due(received: date, law: str) -> date:
    """Return the day by which a request is answered."""
    rule = LAWS[law]
    return add_months(received, rule.months) + timedelta(days=rule.days)


def find_extended(due: date, law: str) -> date | None:
    """Return the day a request may be put off to with a reason; None where the law knows none."""
    rule = LAWS[law]
    later = add_months(due, rule.more_months) + timedelta(days=rule.more_days)
    return later if later > due else None


def decide_move(state: str, move: str) -> str | None:
    """Return the state a move leads to, or None where it may not be made."""
    allowed, target = MOVES[move]
    if state not in allowed:
        return None
    return target or state


def is_telling(word: str) -> bool:
    """Tell whether a word says who somebody is wherever it stands: an address, a number, a whole name."""
    if "@" in word:
        return True
    if sum(sign.isdigit() for sign in word) >= 6:
        return True
    if any("\u3400" <= sign <= "\u9fff" for sign in word):
        return len(word) >= 2
    return len(word) >= 5 and " " in word


def is_code(word: str) -> bool:
    """Tell whether a word is one of ours (a kind, a state, an id) and says nothing of a person."""
    return bool(_CODE.fullmatch(word))


def list_texts(value: Any) -> Iterator[str]:
    """Yield every text inside plain JSON that holds more than one sign."""
    if isinstance(value, str) and len(value) > 1:
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from list_texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from list_texts(one)


def as_written(words: Iterable[str]) -> list[str]:
    """Return words as plain text and as JSON and logs write them."""
    found = set()
    for word in words:
        found |= {word, word.encode("unicode_escape").decode()}
    return sorted(found)
