"""Scheduled reports as the operation takes them and others see them."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Literal
from uuid import UUID

from rapport.analytical.reporting.contracts.paper import Form

Every = Literal["day", "week", "month"]
EVERY: tuple[Every, ...] = ("day", "week", "month")
SEND = "reporting.send"
"""The kind of job that makes one report."""
RunState = Literal["waiting", "writing", "sent", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleDraft:
    """What is to be sent, as which file, when and to whom; one of `board` and `question` is filled.

    `on_day` is the day of the week from Monday as 1, or the day of the month. `at` is the local hour in
    `zone` (IANA). `members` are ids of members, `outside` addresses the business allowed.
    """

    name: str
    board: str = ""
    question: str = ""
    form: Form = "pdf"
    every: Every = "week"
    on_day: int = 1
    at: time = time(8)
    zone: str = "UTC"
    locale: str = "en"
    note: str = ""
    members: tuple[UUID, ...] = ()
    outside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleLine:
    """A scheduled report as it stands; `next_at` (UTC) is empty while it rests."""

    id: UUID
    name: str
    board: str
    question: str
    form: Form
    every: Every
    on_day: int
    at: time
    zone: str
    locale: str
    note: str
    members: tuple[UUID, ...]
    outside: tuple[str, ...]
    owner_id: UUID
    active: bool
    next_at: datetime | None
    version: int
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLine:
    """One time a report was made (UTC), or why it was not."""

    id: UUID
    schedule_id: UUID
    due_at: datetime
    by_hand: bool
    state: RunState
    reason: str
    letters: int
    undelivered: int
    size: int
    ended_at: datetime | None
