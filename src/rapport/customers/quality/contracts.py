"""What crosses the room's wall: completeness, validity, scores, and a person's report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of what the shop needs to serve a customer is there, in percent, and what is missing."""

    percent: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportPart:
    """What a room adds to a person's report: a name, and how its records about parties are read."""

    name: str
    read: Callable[[Sequence[UUID]], list[dict[str, Any]]]


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
