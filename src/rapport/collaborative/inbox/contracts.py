"""Typed records that cross this room's walls (times UTC)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

UNTIL_ANSWER = datetime(9999, 12, 31, tzinfo=UTC)
"""Put off until the customer writes again: no clock ends it."""


@dataclass(frozen=True, slots=True)
class QueueCount:
    """How many conversations a queue holds for its reader; `full` means at least so many."""

    name: str
    count: int
    full: bool


@dataclass(frozen=True, slots=True)
class DraftLine:
    """What a member has written of an answer."""

    conversation_id: UUID
    text: str
    saved_at: datetime
