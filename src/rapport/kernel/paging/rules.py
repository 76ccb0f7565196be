"""Cursors: where a walk stands, as text for an address."""

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, TypeVar
from uuid import UUID

import msgspec

LONGEST = 8_000
MOST_SORTS = 3
"""By so many orders one list may be sorted at once."""
Start = Annotated[int, msgspec.Meta(ge=0, lt=1_000_000)]
Parts = TypeVar("Parts", bound=tuple[Any, ...])


class NotACursor(ValueError):
    """This text is no cursor of this list."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in an order; `back` walks towards the beginning."""

    back: bool
    phase: int
    value: str | None
    id: UUID


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place in frozen ids: which, how many stand before it, and the last of those, to find it again.

    `origin` stands before the first of them, where they are not the first of their list.
    """

    snapshot_id: UUID
    start: int
    before: UUID | None
    origin: UUID | None = None


def read_sorts(text: str) -> dict[str, bool]:
    """Return the names a text such as `-status,name` sorts by, each once, and whether it falls."""
    sorts: dict[str, bool] = {}
    for part in text.split(","):
        sorts.setdefault(part.removeprefix("-"), part.startswith("-"))
    return sorts


def write_bookmark(bookmark: Bookmark) -> str:
    """Return a place in frozen ids as text that is safe in an address."""
    return _pack([bookmark.snapshot_id, bookmark.start, bookmark.before, bookmark.origin])


def read_bookmark(text: str) -> Bookmark | None:
    """Return the place in frozen ids a text names, or None where it names none."""
    try:
        return Bookmark(*_unpack(text, tuple[UUID, Start, UUID | None, UUID | None]))
    except NotACursor:
        return None


def write_cursor(*, back: bool, phase: int, value: Any, id: UUID) -> str:
    """Return a place as text that is safe in an address."""
    text = None if value is None else write_value(value)
    return _pack([back, phase, text, str(id)])


def read_cursor(text: str, phases: int) -> Cursor:
    """Return the place a text names; raises `NotACursor`."""
    back, phase, value, last = _unpack(text, tuple[bool, int, str | None, UUID])
    if not 0 <= phase < phases or (value is not None and "\0" in value):
        raise NotACursor
    return Cursor(back, phase, value, last)


def _pack(parts: list[Any]) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(parts)).decode().rstrip("=")


def _unpack(text: str, shape: type[Parts]) -> Parts:
    if len(text) > LONGEST:
        raise NotACursor
    try:
        packed = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
        parts: Parts = msgspec.json.decode(packed, type=shape)
    except (msgspec.MsgspecError, binascii.Error, ValueError) as error:
        raise NotACursor from error
    return parts


def write_value(value: Any) -> str:
    """Return a column's value as text that its reader turns back; several as the JSON of their texts."""
    if isinstance(value, tuple):
        texts = [None if one is None else write_value(one) for one in value]
        return msgspec.json.encode(texts).decode()
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def read_moment(text: str) -> datetime:
    """Return a moment of a cursor; one without an offset is none."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("no offset")
    return moment


def read_whole(text: str) -> int:
    """Return a whole number that fits a column."""
    number = int(text)
    if not -(2**63) <= number < 2**63:
        raise ValueError("too large")
    return number


def reader_of(kind: str) -> Callable[[str], Any]:
    """Return the reader of a type: text, number, day, moment or id."""
    readers: dict[str, Callable[[str], Any]] = {
        **{"text": str, "number": read_whole, "day": date.fromisoformat},
        **{"moment": read_moment, "id": UUID},
    }
    return readers[kind]
