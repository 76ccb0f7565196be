"""What crosses the room's wall: completeness, validity, scores."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of what the shop needs to serve a customer is there, in percent, and what is missing."""

    percent: int
    missing: tuple[str, ...]


JUDGED = ("email", "phone", "address", "name")
"""The fields whose values are judged; of the others only whether they are there is counted."""


@dataclass(frozen=True, slots=True)
class FieldScore:
    """Of a part of all customers: how many are asked for a field, have it, and have it without a flaw.

    `part` is all, member (who entered them), unit or source (file, program, hand, other); `key` which one.
    """

    part: str
    key: str
    field: str
    total: int
    filled: int
    valid: int


@dataclass(frozen=True, slots=True)
class FlawCount:
    """How many customers have a flaw now, and how many were mended in the last 30 days."""

    reason: str
    open: int
    mended: int


@dataclass(frozen=True, slots=True)
class QualityView:
    """How good the records are, as counted at `as_of` (UTC); None before the first counting."""

    as_of: datetime | None
    scores: tuple[FieldScore, ...]
    flaws: tuple[FlawCount, ...]
