"""Journeys as pages and programs see them (times UTC)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from rapport.operational.journeys.contracts.graph import Graph, Node


@dataclass(frozen=True, slots=True)
class JourneyDraft:
    """What a journey is to be; accounts are what its messages are sent from."""

    name: str
    about: str = ""
    email_account_id: UUID | None = None
    sms_account_id: UUID | None = None
    owner_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class JourneyLine:
    """A journey as it stands; `live` is the number of the version people enter by, 0 before there is one."""

    id: UUID
    name: str
    about: str
    state: str
    live: int
    draft: int
    email_account_id: UUID | None
    sms_account_id: UUID | None
    owner_id: UUID | None
    seed: str
    version: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Published:
    """A version that is or was live."""

    id: UUID
    journey_id: UUID
    number: int
    graph: Graph
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Traveller:
    """One time somebody is or was on the way; `why` says what became of them, `number` is their version's."""

    id: UUID
    party_id: UUID
    name: str
    journey_id: UUID
    journey: str
    number: int
    node: str
    step: Node
    due_at: datetime | None
    entered_at: datetime
    left_at: datetime | None
    why: str
    goal_at: datetime | None
    held_out: bool
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepCount:
    """How many stand at a step now, and how many left it by each way so far."""

    here: int
    left: dict[str, int]


@dataclass(frozen=True, slots=True)
class LetterCount:
    """How many messages of a step were handed over, and how many people opened or followed theirs.

    Whoever follows a link has opened the letter, also where its picture was not fetched. `channels` says how
    many went by which, `again` how many of them after another one that found nobody.
    """

    written: int
    opened: int
    followed: int
    channels: Mapping[str, int] = field(default_factory=dict)
    again: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """A message of a journey to somebody, or why there is none; `why` says why it went by its channel."""

    step: Node
    at: datetime
    outcome: str
    why: str


@dataclass(frozen=True, slots=True)
class Side:
    """Those who were led or those held out: how many came in, and how many of them reached the goal."""

    people: int
    reached: int
