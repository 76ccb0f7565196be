"""What crosses the room's wall: drafts that come in, states and rows that go out."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any, Literal, Protocol
from uuid import UUID

import msgspec

from rapport.kernel.errors import Conflict
from rapport.kernel.identity.contracts import Actor


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A way to reach a party as somebody typed it; `label` of a handle is its network."""

    kind: str
    value: str
    label: str = ""
    preferred: bool = False
    verified: bool = False


@dataclass(frozen=True, slots=True)
class AddressDraft:
    """A postal address; `country` is ISO 3166-1."""

    street: str = ""
    postal_code: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    label: str = ""
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class ExternalIdDraft:
    """Who another system says the party is."""

    system: str
    external_id: str


@dataclass(frozen=True, slots=True)
class CustomerDraft:
    """A party to be, as a form, a program or a file gives it; only `name` or a personal name is needed.

    `unit_id` defaults to the actor's own unit; `country` also says whose national phone numbers are meant.
    """

    name: str = ""
    kind: str = "person"
    given_name: str = ""
    family_name: str = ""
    country: str = ""
    city: str = ""
    zone: str = ""
    locale: str = ""
    birth_date: date | None = None
    tax_number: str = ""
    website: str = ""
    stage: str = "prospect"
    origin: str = "own"
    unit_id: UUID | None = None
    owner_id: UUID | None = None
    contact_points: tuple[ContactDraft, ...] = ()
    addresses: tuple[AddressDraft, ...] = ()
    external_ids: tuple[ExternalIdDraft, ...] = ()
    roles: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    def given(self) -> dict[str, Any]:
        """Return the plain fields that hold something, as an update would write them."""
        return {
            name: getattr(self, name)
            for name in PLAIN_FIELDS
            if getattr(self, name) not in ("", None) and getattr(self, name) != _DEFAULTS[name]
        }


PLAIN_FIELDS: tuple[str, ...] = tuple(
    part.name
    for part in fields(CustomerDraft)
    if part.name not in ("contact_points", "addresses", "external_ids", "roles", "tags")
)
"""What an update may change directly; the rest are rows of their own."""
_DEFAULTS: dict[str, Any] = {part.name: part.default for part in fields(CustomerDraft)}


class ContactState(msgspec.Struct, frozen=True, kw_only=True):
    """A contact point as it is kept: as typed and in normal form."""

    id: UUID
    kind: str
    value: str
    normal: str
    label: str = ""
    preferred: bool = False
    verified_at: datetime | None = None


class AddressState(msgspec.Struct, frozen=True, kw_only=True):
    """A postal address as it is kept."""

    id: UUID
    label: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    preferred: bool = False


class ExternalIdState(msgspec.Struct, frozen=True, kw_only=True):
    """An identity in another system as it is kept."""

    system: str
    external_id: str


class CustomerState(msgspec.Struct, frozen=True, kw_only=True):
    """The whole public state of a party: what facts carry, the API answers and an export holds.

    `spent_minor` is in minor units of `currency` (ISO 4217); times are UTC.
    """

    id: UUID
    version: int
    kind: str
    name: str
    given_name: str = ""
    family_name: str = ""
    country: str = ""
    city: str = ""
    zone: str = ""
    locale: str = ""
    birth_date: date | None = None
    tax_number: str = ""
    website: str = ""
    stage: str = "prospect"
    origin: str = "own"
    unit_id: UUID | None = None
    owner_id: UUID | None = None
    order_count: int = 0
    spent_minor: int = 0
    currency: str = ""
    first_order_at: datetime | None = None
    last_order_at: datetime | None = None
    last_touch_at: datetime | None = None
    merged_into_id: UUID | None = None
    created_at: datetime
    updated_at: datetime
    contact_points: list[ContactState] = []
    addresses: list[AddressState] = []
    external_ids: list[ExternalIdState] = []
    roles: list[str] = []
    tags: list[str] = []


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


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows and where the next begin: `next_cursor` is empty on the last page."""

    rows: tuple[CustomerRow, ...]
    next_cursor: str = ""


@dataclass(frozen=True, slots=True)
class CustomerFilter:
    """What a list may be narrowed by; empty means everything. `tag` is a tag's name.

    `insight` is a pair (name, label) of a current insight; `text` searches names, addresses and numbers.
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


@dataclass(frozen=True, slots=True)
class InsightDraft:
    """Something a model learnt about a party; `number` in minor units where `currency` is set."""

    party_id: UUID
    name: str
    number: float | None = None
    label: str = ""
    currency: str = ""
    reasons: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class InsightLine:
    """A current insight with its grounds, model and moment (UTC)."""

    name: str
    number: float | None
    label: str
    currency: str
    reasons: list[Any]
    model: str
    model_version: str
    as_of: datetime


@dataclass(frozen=True, slots=True)
class PurchaseCounter:
    """What a party bought so far, in minor units of `currency`; written over what stood there."""

    party_id: UUID
    order_count: int
    spent_minor: int
    currency: str
    first_order_at: datetime | None
    last_order_at: datetime | None


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


SortKey = Literal["name", "-name", "created", "-created", "spent", "-spent", "last_order", "-last_order"]


Mode = Literal["create", "update", "upsert"]


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


class TakeIn(Protocol):
    """How arriving records are taken in; the room that knows how records meet registers it."""

    def __call__(
        self,
        drafts: Sequence[CustomerDraft],
        *,
        mode: Mode = "upsert",
        actor: Actor,
        batch_id: UUID | None = None,
    ) -> list[Arrival]:
        """Take in records that may be there already; each gets its own answer, in order."""


@dataclass(frozen=True, slots=True)
class MergeParticipant:
    """A table with a column that holds a party's id, and `id` and `tenant_id` columns.

    `once` names the columns that may not be equal in two rows of one party: the merged party's row then stays
    with it. `alone` marks a table with one row a party. `other_end` is the party at the other end of a tie: a
    row that would tie the survivor to itself stays too. `flag` is a boolean that one row of those equal in
    `flag_within` may carry: the survivor's keeps it. The app's role needs the right to update the column.
    """

    table: str
    column: str = "party_id"
    once: tuple[str, ...] = ()
    alone: bool = False
    other_end: str = ""
    flag: str = ""
    flag_within: tuple[str, ...] = ()


class MergedAway(Conflict):
    """The party was merged into another; `survivor_id` says which."""

    def __init__(self, survivor_id: UUID) -> None:
        where = {"merged_into": str(survivor_id)}
        super().__init__("This customer was merged into another.", code="merged", fields=where)
        self.survivor_id = survivor_id
