"""Services and traces as pages and programs see them (times UTC)."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from rapport.collaborative.logic.contracts.service import Definition


@dataclass(frozen=True, slots=True)
class ServiceDraft:
    """A service to be; a lower `position` is weighed first."""

    name: str
    about: str = ""
    position: int = 100
    definition: Definition = field(default_factory=Definition)


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service as it stands: `draft` is what is edited, `live` the number of the version at work (0: none).

    `changed` says that the draft is not what is live.
    """

    id: UUID
    name: str
    about: str
    state: str
    position: int
    live: int
    changed: bool
    draft: Definition
    owner_id: UUID | None
    version: int
    created_at: datetime
    updated_at: datetime
    answers: int = 0


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version that was live, or is."""

    id: UUID
    number: int
    definition: Definition
    published_at: datetime
    published_by_id: UUID | None


@dataclass(frozen=True, slots=True)
class TraceLine:
    """What was done about one message: by which service in which version, and why."""

    id: UUID
    message_id: UUID
    conversation_id: UUID
    service_id: UUID | None
    service: str
    number: int
    kind: str
    why: str
    channel: str
    sender: str
    text: str
    answer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Trial:
    """One line of a trial: what was typed, and what would be done about it."""

    text: str
    kind: str
    service_id: UUID | None
    service: str
    number: int
    why: str
    answer: str
    effects: tuple[str, ...] = ()
