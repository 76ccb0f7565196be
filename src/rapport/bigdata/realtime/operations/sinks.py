"""Who keeps what is known of visitors: rooms above register when the house starts."""

from collections.abc import Sequence
from uuid import UUID

from rapport.bigdata.realtime.contracts import Gain, ProfileSink

_sinks: list[ProfileSink] = []


def register_sink(sink: ProfileSink) -> None:
    """Have gains handed to `sink` and visitors recognised by it; one sink is asked before the next."""
    if sink not in _sinks:
        _sinks.append(sink)


def keep(gains: Sequence[Gain]) -> None:
    """Hand what visitors gained to whoever keeps it."""
    if gains:
        for sink in _sinks:
            sink.keep(gains)


def recognise(visitor_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """Return which visitors are customers, and who."""
    found: dict[UUID, UUID] = {}
    for sink in _sinks if visitor_ids else ():
        found = {**sink.recognise(visitor_ids), **found}
    return found
