"""What crosses the room's wall: drafts that come in, lines and figures that go out."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

SOURCES = ("form", "list", "chat", "call", "visit", "referral", "entered", "other")
INTERESTS = ("", "cold", "warm", "hot")
LOSSES = ("no_need", "no_answer", "price", "competitor", "not_suitable", "other")


@dataclass(frozen=True, slots=True)
class ProspectDraft:
    """A party that has shown interest: by which way (`source`), which one of it (`detail`), when (UTC)."""

    party_id: UUID
    source: str = "entered"
    detail: str = ""
    interest: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a prospect has some of its points: the code of a rule, and how many it gave."""

    code: str
    points: int


@dataclass(frozen=True, slots=True)
class ProspectLine:
    """A prospect as it stands (times UTC)."""

    id: UUID
    customer_id: UUID
    state: str
    source: str
    detail: str
    interest: str
    score: int
    reasons: tuple[Reason, ...]
    captured_at: datetime
    converted_at: datetime | None
    converted_how: str
    lost_at: datetime | None
    lost_reason: str
    lost_note: str
    version: int


@dataclass(frozen=True, slots=True)
class ProspectRow:
    """One line of the list: the prospect with whom it is about."""

    id: UUID
    customer_id: UUID
    name: str
    kind: str
    email: str
    city: str
    owner_id: UUID | None
    state: str
    source: str
    detail: str
    interest: str
    score: int
    captured_at: datetime
    converted_at: datetime | None
    lost_reason: str


@dataclass(frozen=True, slots=True)
class SourceFigure:
    """What one source brought in a time: how many came, and what of those became of them since."""

    source: str
    detail: str
    captured: int
    converted: int
    lost: int

    @property
    def open(self) -> int:
        """How many of them are still open."""
        return self.captured - self.converted - self.lost

    @property
    def share(self) -> float | None:
        """Which share of them became customers."""
        return self.converted / self.captured if self.captured else None
