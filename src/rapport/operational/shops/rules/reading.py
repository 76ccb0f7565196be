"""Reading values of a shop's JSON, whatever types and blanks it holds."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from rapport.kernel.money.contracts import to_major, to_minor
from rapport.operational.orders.contracts import NewLine

Json = Mapping[str, Any]
NAME_OF_REST = "±"


class Unreadable(ValueError):
    """The report lacks what it cannot be understood without."""


def text(data: Json, name: str, most: int = 300) -> str:
    """Return a value as trimmed text without characters no database keeps, "" where there is none."""
    value = data.get(name)
    if value is None or isinstance(value, (dict, list)):
        return ""
    return str(value).replace("\x00", "").strip()[:most]


def part(data: Json, name: str) -> Json:
    """Return a nested object, an empty one where there is none."""
    value = data.get(name)
    return value if isinstance(value, dict) else {}


def parts(data: Json, name: str) -> Iterator[Json]:
    """Yield the objects of a nested list."""
    value = data.get(name)
    for item in value if isinstance(value, list) else ():
        if isinstance(item, dict):
            yield item


def amount(data: Json, name: str) -> Decimal:
    """Return a decimal amount, 0 where there is none; raises `Unreadable` on what is no amount."""
    value = data.get(name)
    if value is None or value == "":
        return Decimal(0)
    try:
        found = Decimal(str(value))
    except InvalidOperation as error:
        raise Unreadable(f"{name} is no amount") from error
    if not found.is_finite() or abs(found) >= Decimal(10) ** 15:
        raise Unreadable(f"{name} is no amount")
    return found


def moment(data: Json, name: str) -> datetime | None:
    """Return an instant; one without an offset is UTC."""
    value = text(data, name, 40)
    if not value:
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError as error:
        raise Unreadable(f"{name} is no time") from error
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def version_of(at: datetime | None) -> int:
    """Return how new a report is: milliseconds since 1970."""
    return int(at.timestamp() * 1000) if at else 0


def needed(data: Json, name: str, most: int = 100) -> str:
    """Return a text the report cannot do without."""
    found = text(data, name, most)
    if not found:
        raise Unreadable(f"{name} is missing")
    return found


def level(lines: Sequence[NewLine], *, reached: int, stated: Decimal, currency: str) -> tuple[NewLine, ...]:
    """Return the lines with one more where they do not come to the total the shop states.

    Shops round differently, and add charges their line lists do not hold: the shop's total is right.
    """
    rest = to_minor(stated, currency) - reached
    if rest == 0:
        return tuple(lines)
    return (*lines, NewLine(unit_price=to_major(rest, currency), description=NAME_OF_REST))
