"""Records that cross this room's walls, and the protocol by which higher rooms keep what visitors did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal, Protocol
from uuid import UUID

TriggerKind = Literal["times", "idle", "present", "cheaper", "back"]
Repeat = Literal["hour", "day", "week"]

LATEST = timedelta(hours=24)
"""An event that happened longer ago is no part of what is live; the lake and the marts have it."""
WINDOW = timedelta(minutes=30)
"""What funnel, sources, products and errors look back over."""
PRESENT = timedelta(minutes=5)
"""Whoever did something within this time is on the site now."""
INTEREST = timedelta(days=60)
"""How long it is kept which products a visitor looked at, until they order."""
ORDER = "order.placed"
"""The name an order of the shop has among the live events, beside those of visitors."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something live, told once however often it came: an event of a visitor, or an order of the shop.

    `thing` is what it is about (a product's number, a page), `label` its name for people. `whole` says that
    it carries what its kind should. Times are UTC.
    """

    id: UUID
    visitor_id: UUID | None
    event: str
    happened_at: datetime
    received_at: datetime
    thing: str = ""
    label: str = ""
    category: str = ""
    origin: str = ""
    source_id: UUID | None = None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Offer:
    """A product became cheaper, or can be bought again (UTC); `thing` is its number."""

    thing: str
    at: datetime
    cheaper: bool
    back: bool


@dataclass(slots=True)
class Gain:
    """What a micro-batch adds to what is known of a visitor; counts are of events never counted before."""

    visitor_id: UUID
    first_at: datetime
    last_at: datetime
    views: int = 0
    searches: int = 0
    carts: int = 0
    orders: int = 0
    cart_at: datetime | None = None
    order_at: datetime | None = None
    viewed_at: datetime | None = None
    viewed: str = ""
    categories: dict[str, int] = field(default_factory=dict)


class ProfileSink(Protocol):
    """Whoever keeps what is known of visitors; called inside the transaction of the batch, as its tenant."""

    def keep(self, gains: Sequence[Gain]) -> None:
        """Add these gains; each is handed over exactly once."""

    def recognise(self, visitor_ids: Sequence[UUID]) -> Mapping[UUID, UUID]:
        """Return which of these visitors are customers, and who: the one they last said to be."""


@dataclass(frozen=True, slots=True)
class TriggerLine:
    """A rule on what visitors do.

    `times`: did `event` so many times within `minutes` (with the same product where `same`). `idle`: left a
    cart alone for `minutes`. `present`: is on the site. `cheaper`, `back`: looked at a product within
    sixty days, did not order since, and its price drops or it can be bought again. `who` is a filter of
    customers in its stored form, None for everybody. It fires once for a visitor in each `repeat` of the
    business's calendar.
    """

    id: UUID
    name: str
    kind: TriggerKind
    event: str
    times: int
    minutes: int
    same: bool
    who: Mapping[str, object] | None
    repeat: Repeat
    active: bool
    version: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Firing:
    """One time a trigger fired (times UTC)."""

    trigger_id: UUID
    visitor_id: UUID
    happened_at: datetime
    window_at: datetime
    fired_at: datetime
    thing: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """A line of a ranking over the window: how often now, and in the window before it."""

    name: str
    label: str
    count: int
    before: int


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the funnel: visitors of the window who came at least this far."""

    name: str
    visitors: int


@dataclass(frozen=True, slots=True)
class Pace:
    """Orders of the last hour beside the same hour of earlier weeks; `mark` is high, low or empty.

    `usual` is None while fewer than three earlier weeks are known.
    """

    orders: int
    usual: float | None
    mark: Literal["", "high", "low"]
    minutes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pulse:
    """What is going on now; `events` are those of each of the last thirty minutes, oldest first."""

    at: datetime
    newest_at: datetime | None
    visitors: int
    funnel: tuple[Step, ...]
    products: tuple[Ranked, ...]
    sources: tuple[Ranked, ...]
    errors: tuple[Ranked, ...]
    pace: Pace
    events: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FiveV:
    """The five V of the data that streams in (volume, velocity, variety, veracity, value).

    Shares are of the events of the last hour, None where there were none; `valid` is of today's (UTC).
    """

    hour: int
    day: int
    per_second: float
    known_within: float | None
    names: int
    sources: int
    valid: float | None
    whole: float | None
    prompt: float | None
    used: float | None
