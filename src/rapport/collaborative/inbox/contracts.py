"""Typed records that cross this room's walls (times UTC)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

UNTIL_ANSWER = datetime(9999, 12, 31, tzinfo=UTC)
"""Put off until the customer writes again: no clock ends it."""


@dataclass(frozen=True, slots=True)
class QueueCount:
    """How many conversations a queue holds for its reader; `full` means at least so many."""

    name: str
    count: int
    full: bool


@dataclass(frozen=True, slots=True)
class DraftLine:
    """What a member has written of an answer."""

    conversation_id: UUID
    text: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """A canned reply; `own` is its writer's alone."""

    id: UUID
    name: str
    shortcut: str
    text: str
    own: bool
    version: int


@dataclass(frozen=True, slots=True)
class CannedDraft:
    """A canned reply to be."""

    name: str
    shortcut: str
    text: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A rule of routing to be; `condition` is a filter of conversations as addresses hold it."""

    name: str
    position: int = 1
    condition: str = ""
    team_id: UUID | None = None
    member_id: UUID | None = None
    skill: str = ""
    tag: str = ""
    urgent: bool = False
    active: bool = True


@dataclass(frozen=True, slots=True)
class AgentDraft:
    """What a member brings: skills, languages (ISO 639-1), how many open conversations at most."""

    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    most: int = 20
    away: bool = False


@dataclass(frozen=True, slots=True)
class AgentLine:
    """A member as routing sees them: what they bring, how many open conversations they have.

    `given` says whether they are given conversations at all; `version` is 0 where nobody has said so yet.
    """

    member_id: UUID
    name: str
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    most: int
    away: bool
    open: int
    given: bool
    version: int


@dataclass(frozen=True, slots=True)
class MoveLine:
    """Messages that went from one conversation to another: `merge` took all, `split` the later ones."""

    id: UUID
    kind: str
    source_id: UUID
    target_id: UUID
    messages: int
    actor_name: str
    at: datetime
