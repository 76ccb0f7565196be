"""Pure decisions: which values a setting takes."""

import re
from collections.abc import Collection
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from rapport.kernel.errors import say

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_TEXTS = ("text", "lines", "email", "web", "decimal", "choice", "time", "country", "currency")
TEXTS = frozenset((*_TEXTS, "zone", "language"))


def tidy(kind: str, value: Any) -> Any:
    """Return the value as it is kept: texts without blanks around and without what no column holds."""
    if kind in TEXTS and isinstance(value, str):
        text = value.replace("\0", "").replace("\r\n", "\n").strip()
        return text.upper() if kind in ("country", "currency") else text
    return value


def refuse(
    kind: str,
    value: Any,
    *,
    allowed: Collection[str] | None,
    required: bool,
    longest: int,
    least: int | None,
    most: int | None,
) -> str:
    """Return why a tidied value cannot be kept under a setting of this kind, or "" when it can."""
    if kind == "yes":
        return "" if isinstance(value, bool) else say("Yes or no.")
    if kind == "whole":
        return _refuse_number(value, least, most)
    if kind == "ranked":
        return _refuse_ranks(value, allowed or ())
    if not isinstance(value, str):
        return say("This is a text.")
    if value == "":
        return say("This is needed.") if required else ""
    return _refuse_text(value, allowed, longest) or _refuse_form(kind, value)


def _refuse_text(value: str, allowed: Collection[str] | None, longest: int) -> str:
    if len(value) > longest:
        return say("At most %(most)s characters.", most=longest)
    if allowed is not None and value not in allowed:
        return say("“%(value)s” is not one of the choices.", value=value[:40])
    return ""


def _refuse_number(value: Any, least: int | None, most: int | None) -> str:
    if isinstance(value, bool) or not isinstance(value, int):
        return say("This is a whole number.")
    if least is not None and value < least:
        return say("At least %(least)s.", least=least)
    if most is not None and value > most:
        return say("No more than %(most)s.", most=most)
    return ""


def _refuse_ranks(value: Any, allowed: Collection[str]) -> str:
    if not isinstance(value, list) or any(not isinstance(one, str) for one in value):
        return say("This is a list.")
    unknown = [one for one in value if one not in allowed]
    if unknown:
        return say("“%(value)s” is not one of the choices.", value=str(unknown[0])[:40])
    return say("Each stands once.") if len(set(value)) != len(value) else ""


def _refuse_form(kind: str, value: str) -> str:
    if kind != "lines" and "\n" in value:
        return say("One line only.")
    forms = {
        "time": (_is_time, say("Write a time like 21:30.")),
        "email": (_is_email, say("This is no e-mail address.")),
        "web": (_is_web, say("Write an address like https://shop.example.")),
        "decimal": (_is_number, say("This is a number.")),
    }
    fits, reason = forms.get(kind, (bool, ""))
    return "" if fits(value) else reason


def _is_time(value: str) -> bool:
    return _TIME.fullmatch(value) is not None


def _is_email(value: str) -> bool:
    return _EMAIL.fullmatch(value) is not None


def _is_number(value: str) -> bool:
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False


def _is_web(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in (parts.hostname or "")
