"""What travels in the stream, and how the flows of it stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

LARGEST = 200
"""Single facts in a batch at most; a parcel of the outbox travels whole."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Facts of one name and one business as they travel: one message, whose id never changes.

    `lines` is JSON, one envelope a line; see `kernel.outbox.Envelope` for its fields.
    """

    id: UUID
    tenant_id: UUID
    name: str
    lines: bytes


@dataclass(frozen=True, slots=True)
class Reader:
    """What the stream knows of a consumer: for whom messages are kept, and for how long.

    `facts` are the names it takes, none means all. What it took and did not acknowledge comes again after
    `again_after` seconds. With `forgotten_after` nothing is kept for it once it was away for so many seconds.
    """

    name: str
    facts: tuple[str, ...] = ()
    again_after: float = 120.0
    forgotten_after: float | None = None


class NotTaken(Exception):
    """A consumer could not have the effect of some batches now; they are to be brought again."""


class Consumer(Protocol):
    """Whoever takes batches from the stream under a stable name."""

    reader: Reader

    def take(self, batches: Sequence[Batch]) -> None:
        """Have the effect of these batches, once, however often and in whatever order they come.

        Returning means the effect is committed; they are then acknowledged. `NotTaken` brings them again
        soon, any other exception once nobody acknowledged them for long.
        """


@dataclass(frozen=True, slots=True)
class Flow:
    """How far a flow is behind: facts and batches that wait, and seconds since the oldest of them.

    `parked` facts could not be digested; `again` messages came more than once, or were sent more than once
    since the stream had lost them, and `refused` were not taken, such as by a full stream or on a full disk.
    """

    name: str
    facts: int
    batches: int
    seconds: float
    parked: int
    again: int
    refused: int
