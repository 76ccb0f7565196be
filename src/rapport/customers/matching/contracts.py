"""What crosses the room's wall: rules of meeting, what became of arrivals, merges."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from rapport.customers.party.contracts import CustomerState

MatchKey = Literal["external_id", "email", "phone"]
Mode = Literal["create", "update", "upsert"]


@dataclass(frozen=True, slots=True)
class MatchRuleLine:
    """Whether records meet by a key, and in which place it is tried."""

    key: str
    enabled: bool
    rank: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of one arriving record; a rejected one says why, and whom it would have met."""

    index: int
    outcome: Literal["created", "updated", "unchanged", "rejected"]
    customer_id: UUID | None = None
    state: CustomerState | None = None
    code: str = ""
    detail: str = ""
    fields: dict[str, str] = field(default_factory=dict)


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
