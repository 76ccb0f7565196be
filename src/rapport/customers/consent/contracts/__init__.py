"""What crosses the room's wall: statements, wishes, permissions."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal
from uuid import UUID

CHANNELS = ("email", "sms", "mms", "phone", "fax", "post", "messenger", "social", "chat", "push")
"""The channels a statement may speak of."""
WAYS = ("keyword", "qr", "form", "list")
"""The ways by which people come to agree that are told apart."""
Reason = Literal["allowed", "no-consent", "withdrawn", "do-not-contact", "quiet-hours"]


@dataclass(frozen=True, slots=True)
class ConsentDraft:
    """A statement of a party to be kept: `at` (UTC) defaults to now, `contact` to every address.

    `origin` is own, purchased, rented or self; `proof` says how it can be shown, `source` where it was
    taken, `way` how it came (one of `WAYS`, empty for any other).
    """

    party_id: UUID
    purpose: str
    channel: str
    given: bool
    at: datetime | None = None
    origin: str = "own"
    proof: str = ""
    source: str = ""
    contact: str = ""
    way: str = ""


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """A kept statement."""

    id: UUID
    party_id: UUID
    purpose: str
    channel: str
    given: bool
    at: datetime
    origin: str
    proof: str
    source: str
    contact: str
    actor_id: UUID | None
    way: str = ""


@dataclass(frozen=True, slots=True)
class MoveCount:
    """How many parties came to allow anything on a channel in a month, or ceased to, by one way.

    `month` is the first day of it in the zone that was asked for.
    """

    month: date
    joined: bool
    way: str
    parties: int


@dataclass(frozen=True, slots=True)
class PreferenceState:
    """How a party wishes to be contacted; quiet hours in `zone`, which falls back to the party's."""

    preferred_channel: str = ""
    quiet_from: time | None = None
    quiet_to: time | None = None
    zone: str = ""
    do_not_contact: bool = False


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether a party may be contacted, and why or why not."""

    allowed: bool
    reason: Reason
