"""Lines: what lists and cards show of parties, and what lists are narrowed by."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from rapport.kernel.filters.contracts import EVERYTHING
from rapport.kernel.filters.contracts import Filter as FilterTree


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """One line of a list; `email` and `phone` are the preferred or the first of their kind."""

    id: UUID
    name: str
    kind: str
    stage: str
    country: str
    city: str
    unit_id: UUID | None
    owner_id: UUID | None
    email: str
    phone: str
    order_count: int
    spent_minor: int
    currency: str
    last_order_at: datetime | None
    last_touch_at: datetime | None
    created_at: datetime
    tags: tuple[str, ...] = ()
    insights: dict[str, str] = field(default_factory=dict)
    version: int = 1
    origin: str = "own"
    birth_date: date | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows and where the next begin: `next_cursor` is empty on the last page."""

    rows: tuple[CustomerRow, ...]
    next_cursor: str = ""


@dataclass(frozen=True, slots=True)
class CustomerFilter:
    """What a list may be narrowed by; empty means everything. `tag` is a tag's name.

    `insight` is a pair (name, label) of a current insight; `text` searches names, addresses and numbers;
    `where` is a tree of the filter language.
    """

    text: str = ""
    kind: str = ""
    stage: str = ""
    country: str = ""
    origin: str = ""
    unit_id: UUID | None = None
    owner_id: UUID | None = None
    tag: str = ""
    insight: tuple[str, str] | None = None
    where: FilterTree = EVERYTHING


@dataclass(frozen=True, slots=True)
class RelationLine:
    """A tie as seen from one party: `outward` when that party is its beginning."""

    kind: str
    outward: bool
    other_id: UUID
    other_name: str
    other_kind: str
    title: str
    since: date | None


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """One move of a party between units or owners (UTC)."""

    at: datetime
    from_unit_id: UUID | None
    to_unit_id: UUID | None
    from_owner_id: UUID | None
    to_owner_id: UUID | None
    reason: str
    by_name: str


@dataclass(frozen=True, slots=True)
class TagLine:
    """A tag of the shop."""

    id: UUID
    name: str
    colour: str


@dataclass(frozen=True, slots=True)
class TagUse:
    """A tag of the shop and how many customers wear it."""

    id: UUID
    name: str
    customers: int
