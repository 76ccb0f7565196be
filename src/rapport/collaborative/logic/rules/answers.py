"""Is an answer to a question one of its kind? Each kind reads the text and returns what is kept."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from rapport.collaborative.logic.contracts.service import Step
from rapport.collaborative.logic.rules.nearness import is_near
from rapport.collaborative.logic.rules.texts import LONGEST, first_number, plain

_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")
_PHONE = re.compile(r"\+?[0-9][0-9 ()/.-]{4,24}[0-9]")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})")
LONGEST_NAME = 120
_NO = frozenset(
    ["no", "n", "nein", "non", "nee", "nie", "нет", "不", "否", "不要", "不是", "いいえ", "아니요"]
)


def read_answer(step: Step, text: str, *, wish: str = "") -> str | None:
    """Return what is kept of an answer, None where it is none of its kind.

    `wish` is what the whole text means in any language: a yes is “yes”. A no is kept as “no”.
    """
    given = unicodedata.normalize("NFKC", text[:LONGEST]).strip()
    if not given:
        return None
    if step.kind == "yes":
        return _read_yes(given, wish)
    return _choose(step.choices, given) if step.kind == "choice" else _READERS[step.kind](given)


def write_number(number: Decimal) -> str:
    """Return a number without what it does not need."""
    return format(number.normalize(), "f")


def _read_yes(given: str, wish: str) -> str | None:
    if wish == "yes":
        return "yes"
    return "no" if plain(given) in _NO else None


def _choose(choices: tuple[str, ...], given: str) -> str | None:
    """A choice by its words, nearly its words, or its number in the list."""
    said = plain(given)
    for one in choices:
        if said == plain(one):
            return one
    if said.isdecimal() and len(said) <= 3 and 1 <= int(said) <= len(choices):
        return choices[int(said) - 1]
    near = [one for one in choices if is_near(said, plain(one))]
    return near[0] if len(near) == 1 else None


def _read_name(given: str) -> str | None:
    """A name has a letter, no digits beside, and no address in it."""
    name = " ".join(given.split())
    good = any(letter.isalpha() for letter in name) and not any(letter.isdecimal() for letter in name)
    return name if good and len(name) <= LONGEST_NAME and "@" not in name and "://" not in name else None


def _read_email(given: str) -> str | None:
    found = _EMAIL.search(given)
    return found[0].lower() if found else None


def _read_phone(given: str) -> str | None:
    found = _PHONE.search(given)
    return found[0] if found else None


def _read_number(given: str) -> str | None:
    number = first_number(given)
    return None if number is None else write_number(number)


def _read_date(given: str) -> str | None:
    """A day as people write it: 2026-12-24, 24.12.2026, 24/12/2026, 2026年12月24日."""
    found = _YEAR_FIRST.fullmatch(given) or _DAY_FIRST.fullmatch(given)
    if found is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])).isoformat()
    except ValueError:
        return None


def _read_text(given: str) -> str | None:
    return " ".join(given.split())


_READERS: Mapping[str, Callable[[str], str | None]] = {
    **{"text": _read_text, "name": _read_name, "email": _read_email, "phone": _read_phone},
    **{"number": _read_number, "date": _read_date},
}
