"""What others see of subscribers, of what they were sent, and of each try."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

Ended = Literal["", "failing", "gone"]
"""Why Rapport itself shut a subscriber: nothing got through for three days, or it answered 410."""
DispatchState = Literal["waiting", "sent", "failed"]


@dataclass(frozen=True, slots=True)
class SubscriberInfo:
    """An address that is told facts: names (`order.placed.v1`) or all about one thing (`order.*`).

    `failing_since` is when the first of the present failures was, `resting_until` when it is tried again.
    Its secret is never shown again.
    """

    id: UUID
    name: str
    url: str
    facts: tuple[str, ...]
    active: bool
    ended: Ended
    created_at: datetime
    failing_since: datetime | None
    resting_until: datetime | None


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A fact on its way to a subscriber: `webhook_id` stays the same however often it is sent."""

    id: UUID
    webhook_id: UUID
    name: str
    body: str
    tries: int


@dataclass(frozen=True, slots=True)
class DispatchLine:
    """A dispatch in the log; `due_at` is when it was sent, or is tried next."""

    id: UUID
    name: str
    state: DispatchState
    tries: int
    last_status: int | None
    created_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Target:
    """Where a run sends to, and what signs: the newest secret first, then the former while it holds."""

    subscriber_id: UUID
    url: str
    secrets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one try: the status, or why there was none; the answer's first characters; how long.

    `wait` is how long a receiver that is busy asked to be left alone.
    """

    status: int | None
    error: str
    answer: str
    milliseconds: int
    wait: timedelta | None = None

    @property
    def arrived(self) -> bool:
        """Whether the receiver took it."""
        return self.status is not None and 200 <= self.status < 300
