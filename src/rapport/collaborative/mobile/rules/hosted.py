"""A provider of SMS by HTTP: what is posted to it, what its answers and calls say, in its own names."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from rapport.collaborative.delivery.contracts import Report
from rapport.collaborative.delivery.contracts.carried import ReportState

USUAL = "to = {to}\nfrom = {from}\ntext = {text}\nreference = {token}"
"""What is posted where nothing else is said."""
NAMES = ("id", "from", "text", "at", "status", "error")
LATER = (401, 402, 403, 404, 405, 407, 408, 425, 429, 503)
"""Answers of a provider that took nothing and may later: wrong keys and an empty purse are among them."""
MOST_CALLS = 500
_STATES: dict[str, ReportState] = {
    **dict.fromkeys(("delivered", "delivrd", "delivery_success"), "delivered"),
    **dict.fromkeys(("read", "seen"), "read"),
    **dict.fromkeys(("failed", "undelivered", "undeliv", "undeliverable", "rejected", "rejectd"), "failed"),
    **dict.fromkeys(("expired", "deleted", "blocked", "error", "delivery_failed"), "failed"),
    **dict.fromkeys(("sent", "accepted", "queued", "enroute", "buffered", "submitted", "pending"), "sent"),
}


class UnreadableError(Exception):
    """A call that says nothing known."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message that came (`at` UTC)."""

    id: str
    sender: str
    text: str
    at: datetime


def lines_of(text: str) -> dict[str, str]:
    """Return the pairs of lines such as `name = value`."""
    pairs = (line.partition("=") for line in text.splitlines() if "=" in line)
    return {name.strip(): value.strip() for name, _equals, value in pairs}


def fill(text: str, places: Mapping[str, str]) -> str:
    """Put values into their places, once: what a value holds is not looked through again."""
    out, rest = "", text
    while rest:
        before, brace, rest = rest.partition("{")
        out += before
        name, closed, after = rest.partition("}")
        if brace and closed and name in places:
            out, rest = out + places[name], after
        elif brace:
            out += brace
    return out


def write_body(fields: str, form: str, places: Mapping[str, str]) -> tuple[str, bytes]:
    """Return the type and bytes of what is posted."""
    filled = {name: fill(value, places) for name, value in lines_of(fields or USUAL).items()}
    if form == "form":
        return "application/x-www-form-urlencoded", urlencode(filled).encode()
    return "application/json", json.dumps(filled, ensure_ascii=False).encode()


def look_up(said: Any, path: str) -> str:
    """Return what stands at a path such as `messages.0.id`, empty where nothing plain does."""
    for name in path.split("."):
        if isinstance(said, list):
            said = said[int(name)] if name.isdecimal() and int(name) < len(said) else None
        else:
            said = said.get(name) if isinstance(said, dict) else None
    return str(said) if isinstance(said, str | int) and not isinstance(said, bool) else ""


def read_calls(body: bytes, names: str, *, now: datetime) -> list[Said | Report]:
    """Return what a call brings, one thing or a list of them; raises `UnreadableError`."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UnreadableError from error
    things: Sequence[Any] = said if isinstance(said, list) else [said]
    if not 0 < len(things) <= MOST_CALLS:
        raise UnreadableError
    paths = {name: name for name in NAMES} | lines_of(names)
    return [_read({name: look_up(one, paths[name]) for name in NAMES}, now) for one in things]


def _read(said: Mapping[str, str], now: datetime) -> Said | Report:
    if not said["id"]:
        raise UnreadableError
    at = _moment(said["at"], now)
    if state := _STATES.get(said["status"].strip().lower()):
        return Report(state, at, external_id=said["id"][:400], code=said["error"][:40])
    if said["status"] or not said["from"]:
        raise UnreadableError
    return Said(said["id"][:200], said["from"], said["text"], at)


def _moment(text: str, now: datetime) -> datetime:
    """Read seconds since 1970 or ISO 8601; what is neither, or yet to come, is now."""
    try:
        said = datetime.fromtimestamp(int(text), UTC) if text.isdecimal() else datetime.fromisoformat(text)
        return min(said.astimezone(UTC) if said.tzinfo else said.replace(tzinfo=UTC), now)
    except (ValueError, OverflowError, OSError):
        return now
