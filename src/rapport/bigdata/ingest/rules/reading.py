"""Read what was posted into raw events: one, an array, a batch with its key, or JSON lines."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

import msgspec

MOST_EVENTS = 10_000
EVENT_BYTES = 32 * 1024
"""The longest event; what is longer is kept apart, cut."""

Zoned = Annotated[datetime, msgspec.Meta(tz=True)]


class UnreadableError(ValueError):
    """The body as a whole cannot be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Posted:
    """Raw events in their order, the key they may carry, and when the sender says it sent them."""

    events: list[bytes] = field(default_factory=list)
    key: str = ""
    sent_at: datetime | None = None


class _Batch(msgspec.Struct):
    batch: list[msgspec.Raw] | msgspec.UnsetType = msgspec.UNSET
    key: str = ""
    sent_at: Zoned | None = None


def read_json(body: bytes) -> Posted:
    """Read one event, an array of events, or `{"batch": […], "key": …, "sent_at": …}`.

    Raises UnreadableError for anything else, and for more than 10,000 events.
    """
    try:
        if body.lstrip()[:1] == b"[":
            return _bounded(Posted([bytes(raw) for raw in msgspec.json.decode(body, type=list[msgspec.Raw])]))
        found = msgspec.json.decode(body, type=_Batch)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableError(str(error)[:200]) from None
    if found.batch is msgspec.UNSET:
        return Posted([body], found.key, found.sent_at)
    return _bounded(Posted([bytes(raw) for raw in found.batch], found.key, found.sent_at))


def read_lines(body: bytes) -> Posted:
    """Read one event a line; empty lines do not count. Raises UnreadableError for more than 10,000."""
    return _bounded(Posted(list(_lines(body))))


def read_rows(batches: Iterable[Sequence[Mapping[str, object]]]) -> Posted:
    """Read one event a row; an empty field is one that was not sent."""
    return _bounded(Posted([_event(row) for rows in batches for row in rows]))


def _event(row: Mapping[str, object]) -> bytes:
    return msgspec.json.encode({name: value for name, value in row.items() if value is not None})


def _lines(body: bytes) -> Iterator[bytes]:
    for line in body.split(b"\n"):
        if line.strip():
            yield line


def _bounded(posted: Posted) -> Posted:
    if len(posted.events) > MOST_EVENTS:
        raise UnreadableError(f"At most {MOST_EVENTS} events at once.")
    return posted
