"""What rooms with background work see: the kind they register, the run they get, the job others look at."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from rapport.kernel.identity.api import Actor

Lane = Literal["quick", "long", "calls"]
LANES: tuple[Lane, ...] = ("quick", "long", "calls")
JobState = Literal["queued", "running", "done", "failed", "cancelled"]


class JobCancelled(Exception):
    """Somebody asked for this job to end; raised by `Progress.raise_if_cancelled`."""


class JobInterrupted(Exception):
    """The worker stops, or another one took the job over; the job is run again from where it left."""


@dataclass(slots=True)
class Progress:
    """How far a run is. Reporting costs nothing: the worker writes the newest words twice a second."""

    done: int = 0
    total: int | None = None
    message: str = ""
    cancelled: bool = False
    interrupted: bool = False
    started: float = field(default_factory=time.monotonic)

    def report(self, done: int, total: int | None = None, message: str = "") -> None:
        """Say how many of how many are done, and in a few words (already translated) what is going on."""
        self.done = done
        if total is not None:
            self.total = total
        if message:
            self.message = message

    def raise_if_cancelled(self) -> None:
        """Raise when the job shall not go on; call it between transactions, never inside one."""
        if self.cancelled:
            raise JobCancelled
        if self.interrupted:
            raise JobInterrupted

    @property
    def rate(self) -> float | None:
        """Things done a second since this run began."""
        passed = time.monotonic() - self.started
        return self.done / passed if self.done and passed > 0 else None


@dataclass(frozen=True, slots=True)
class JobRun:
    """One run of a job: as whom, with which ids, and where to report.

    `actor` has the rights its member or token has now, not those of when it was enqueued. `attempt`
    counts from 1; a run after a killed worker is a further attempt, so a handler must be safe to repeat.
    """

    job_id: UUID
    tenant_id: UUID
    actor: Actor
    args: Mapping[str, Any]
    attempt: int
    progress: Progress


Handler = Callable[[JobRun], Mapping[str, Any] | None]
"""Runs outside any transaction and opens its own; returns the job's result (ids and counts) or None."""


@dataclass(frozen=True, slots=True)
class JobKind:
    """A kind of work: its name in the interface, who runs it, where it waits, how often it is tried."""

    kind: str
    handler: Handler
    title: Callable[[], str]
    lane: Lane
    attempts: int


@dataclass(frozen=True, slots=True)
class Round:
    """How often work comes round, and how long a worker rests before its first time; both in seconds."""

    seconds: int
    rest: int = 0


@dataclass(frozen=True, slots=True)
class JobSummary:
    """A job as people and programs see it; times UTC, `rate` in things a second."""

    id: UUID
    kind: str
    title: str
    state: JobState
    args: dict[str, Any]
    done: int
    total: int | None
    rate: float | None
    message: str
    error: str
    result: dict[str, Any] | None
    attempt: int
    created_by_id: UUID | None
    created_at: datetime
    due_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    cancel_requested_at: datetime | None

    @property
    def active(self) -> bool:
        """Whether it still waits or runs."""
        return self.state in ("queued", "running")

    def planned(self, now: datetime) -> bool:
        """Tell whether it waits for its hour, not for its turn."""
        return self.state == "queued" and self.due_at > now

    @property
    def percent(self) -> int | None:
        """How much is done, 0 to 100, where the total is known."""
        if self.state == "done":
            return 100
        return min(100, self.done * 100 // self.total) if self.total else None
