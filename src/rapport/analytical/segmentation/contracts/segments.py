"""A segment, its size and value, and who moved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class SegmentLine:
    """A segment with what it held when it was last counted, over the customers the reader may see.

    One of `filter` and `cluster` (a number of the grouping in use) is set. Amounts are minor units of the
    business's money; `ahead_minor` is expected within a year, None where nothing could be learnt of anybody.
    """

    id: UUID
    code: str
    name: str
    about: str
    filter: Mapping[str, Any] | None
    cluster: int | None
    version: int
    created_at: datetime
    counted_at: datetime | None
    members: int
    revenue_minor: int
    ahead_minor: int | None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A customer in a segment, and since when (UTC)."""

    id: UUID
    name: str
    kind: str
    since: datetime


@dataclass(frozen=True, slots=True)
class MoveLine:
    """Somebody joined or left a segment at a moment (UTC)."""

    id: UUID
    party_id: UUID
    name: str
    kind: str
    joined: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class DayLine:
    """A segment on a day of the business's zone: members at its end, who joined and left on it."""

    day: date
    members: int
    joined: int
    left: int
    revenue_minor: int


def insight_name(code: str) -> str:
    """Return the name of the insight that says a customer is in a segment."""
    return f"segment.{code}"
