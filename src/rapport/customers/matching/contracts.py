"""What crosses the room's wall: rules of meeting, what became of arrivals, merges."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class MatchRuleLine:
    """Whether records meet by a key, and in which place it is tried."""

    key: str
    enabled: bool
    rank: int


@dataclass(frozen=True, slots=True)
class MergeLine:
    """One merge (times UTC): `before` are the survivor's fields it changed."""

    id: UUID
    survivor_id: UUID
    merged_id: UUID
    merged_name: str
    at: datetime
    by_name: str
    undone_at: datetime | None
    before: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Another party that shares contact points with one."""

    customer_id: UUID
    name: str
    shared: tuple[str, ...]
