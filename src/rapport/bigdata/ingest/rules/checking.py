"""What is believed of an event: the known fields by their types, what is unknown kept as it is."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from rapport.bigdata.ingest.rules.clock import Told, settle_time
from rapport.bigdata.ingest.rules.reading import EVENT_BYTES, Zoned

STANDARD = frozenset(
    {"page", "product", "search", "cart", "checkout", "order", "identify", "click", "form", "error"}
)
"""Names every shop may use; others count towards the shop's own."""
OLDEST = {"site": timedelta(days=30), "server": timedelta(days=3653)}
"""How long ago an event may have happened: a page of ours is not offline for months, a server has history."""
LARGEST, FINEST = Decimal(1_000_000_000), -6
"""Amounts lie between plus and minus the largest, with six decimals at most."""
_AMOUNTS = ("quantity", "price", "value")
_PLACE = re.compile(r" - at `\$[^`]*`")
_FIELD = re.compile(r"at `\$\.([a-z_]+)")

Word = Annotated[str, Meta(min_length=1, max_length=80)]
Name = Annotated[str, Meta(min_length=1, max_length=200)]
Address = Annotated[str, Meta(max_length=2000)]
Words = Annotated[str, Meta(max_length=500)]
Currency = Annotated[str, Meta(pattern="^[A-Z]{3}$")]


class Event(msgspec.Struct, kw_only=True):
    """An event as a source may send it; `visitor` or `user` says whose it is."""

    event: Word
    id: Word | None = None
    visitor: Word | None = None
    user: Name | None = None
    session: Word | None = None
    at: Zoned | None = None
    sent_at: Zoned | None = None
    url: Address | None = None
    title: Words | None = None
    referrer: Address | None = None
    sku: Name | None = None
    product: Words | None = None
    category: Words | None = None
    quantity: Decimal | None = None
    price: Decimal | None = None
    value: Decimal | None = None
    currency: Currency | None = None
    query: Words | None = None
    order: Name | None = None
    language: Annotated[str, Meta(max_length=35)] | None = None
    email: Annotated[str, Meta(max_length=254)] | None = None
    phone: Annotated[str, Meta(max_length=40)] | None = None
    name: Name | None = None
    signature: Word | None = None


FIELDS = frozenset(Event.__struct_fields__) | {"key"}


class _Known(Event, forbid_unknown_fields=True):
    """An event with fields all of which are known: nothing is left to be kept as it is."""

    key: Any = None


_known = msgspec.json.Decoder(_Known, strict=False)


@dataclass(frozen=True, slots=True)
class Checked:
    """An event that is kept: what it says, when it happened, and the fields nobody here knows."""

    event: Event
    told: Told
    more: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """An event that is kept apart: its place in the batch, the field, the reason, and what it was."""

    index: int
    field: str
    reason: str
    raw: bytes


class _WrongError(ValueError):
    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field, self.reason = field, reason


def check_event(
    raw: bytes, index: int, *, kind: str, sent_at: datetime | None, received_at: datetime
) -> Checked | Fault:
    """Return an event that may be kept, or why not; `kind` is the source's (`site`, `server`)."""
    try:
        event, more = _read(raw)
        _check_values(event)
        told = settle_time(event.at, event.sent_at or sent_at, received_at)
        if received_at - told.happened_at > OLDEST[kind]:
            raise _WrongError("at", f"longer ago than {OLDEST[kind].days} days")
    except _WrongError as wrong:
        return Fault(index, wrong.field, wrong.reason, raw[:EVENT_BYTES])
    return Checked(event, told, more)


def _read(raw: bytes) -> tuple[Event, dict[str, Any]]:
    if len(raw) > EVENT_BYTES:
        raise _WrongError("", f"longer than {EVENT_BYTES // 1024} KB")
    if b"\\u0000" in raw:
        raise _WrongError("", "holds a character of code zero")
    try:
        return _known.decode(raw), {}
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _read_slowly(raw)


def _read_slowly(raw: bytes) -> tuple[Event, dict[str, Any]]:
    try:
        data = msgspec.json.decode(raw)
        event = msgspec.convert(data, Event, strict=False)
        return event, {name: data[name] for name in data.keys() - FIELDS}
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        found = _FIELD.search(str(error))
        raise _WrongError(found.group(1) if found else "", _PLACE.sub("", str(error))[:200]) from None


def _check_values(event: Event) -> None:
    for name in _AMOUNTS:
        number = getattr(event, name)
        if number is not None and not is_amount(number):
            raise _WrongError(name, f"beyond {LARGEST} or finer than a millionth")
    if event.visitor is None and event.user is None:
        raise _WrongError("visitor", "neither visitor nor user says whose it is")
    if event.at is not None and event.at < datetime(1970, 1, 2, tzinfo=UTC):
        raise _WrongError("at", "before there was a clock")


def is_amount(number: Decimal) -> bool:
    """Tell whether a number is an amount that can be kept as it is; zeros at its end do not count."""
    _, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int) or number.copy_abs() > LARGEST:
        return False
    finer = FINEST - exponent
    return finer <= 0 or not any(digits[-finer:])
