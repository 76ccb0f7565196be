"""Dry runs as pages and programs see them (times UTC)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from rapport.operational.journeys.contracts.graph import Graph


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A dry run of a picture over the past: `came` says how many came to each step, `left` by which way they
    went on, `reached` how many of those who came to a message it would have found; `ends` is what became of
    them.

    `people` are the times somebody came in, `cut` that there were more than are looked at; `goals` of them
    reached the goal.
    """

    id: UUID
    journey_id: UUID
    graph: Graph
    state: str
    since: datetime
    until: datetime
    people: int
    cut: bool
    came: Mapping[str, int]
    left: Mapping[str, Mapping[str, int]]
    reached: Mapping[str, int]
    ends: Mapping[str, int]
    goals: int


@dataclass(frozen=True, slots=True)
class Walked:
    """One time somebody would have been on the way; `step` is the last they came to."""

    party_id: UUID
    name: str
    entered_at: datetime
    step: str
    why: str
