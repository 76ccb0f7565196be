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


class Consumer(Protocol):
    """Whoever takes batches from the stream under a stable name."""

    name: str

    def take(self, batches: Sequence[Batch]) -> None:
        """Have the effect of these batches, once, however often and in whatever order they come.

        Returning means the effect is committed; they are then acknowledged. An exception brings them again.
        """


@dataclass(frozen=True, slots=True)
class Flow:
    """How far a flow is behind: facts and batches that wait, and seconds since the oldest of them."""

    name: str
    facts: int
    batches: int
    seconds: float
    parked: int
