"""Campaigns as pages and programs see them; times UTC, sums in minor units of `currency`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CampaignDraft:
    """What a campaign is to be; see `Campaign` for what each means.

    `channel` is one by hand (`rules.by_hand`); any other is that of the account.
    """

    name: str
    goal: str = ""
    hypothesis: str = ""
    account_id: UUID | None = None
    purpose: str = "marketing"
    audience: Mapping[str, Any] = field(default_factory=dict)
    hold_out: int = 10
    send_at: datetime | None = None
    local: bool = False
    hourly: int | None = None
    window_days: int = 14
    priority: int = 5
    rest_days: int = 0
    budget_minor: int | None = None
    cost_minor: int = 0
    owner_id: UUID | None = None
    excludes: tuple[UUID, ...] = ()
    follow_up: str = ""
    follow_up_id: UUID | None = None
    channel: str = ""
    callers: tuple[UUID, ...] = ()
    call_from: int = 9
    call_until: int = 18
    call_order: str = "lot"
    tries: int = 3
    partner_id: UUID | None = None
    reach: str = "post"


@dataclass(frozen=True, slots=True)
class Variant:
    """One of the letters a campaign tries; `blocks` are read by `rules.content`."""

    code: str
    subject: str = ""
    preheader: str = ""
    blocks: tuple[Mapping[str, Any], ...] = ()
    share: int = 1


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """A campaign as it stands."""

    id: UUID
    name: str
    goal: str
    hypothesis: str
    state: str
    channel: str
    account_id: UUID | None
    purpose: str
    audience: Mapping[str, Any]
    hold_out: int
    send_at: datetime | None
    local: bool
    hourly: int | None
    window_days: int
    priority: int
    rest_days: int
    budget_minor: int | None
    cost_minor: int
    currency: str
    owner_id: UUID | None
    unit_id: UUID | None
    approved_by_id: UUID | None
    started_at: datetime | None
    ended_at: datetime | None
    flaw: str
    version: int
    created_at: datetime
    excludes: tuple[UUID, ...]
    follow_up: str
    follow_up_id: UUID | None
    callers: tuple[UUID, ...]
    call_from: int
    call_until: int
    call_order: str
    tries: int
    partner_id: UUID | None
    reach: str
    variants: tuple[Variant, ...] = ()


@dataclass(frozen=True, slots=True)
class ReachLine:
    """How many of an audience end so: `planned`, `held-out`, or `refused` with the reason."""

    state: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one customer in one campaign, and why.

    `carried` is the state of the delivery with its `code`, both empty where none was written; `due_at` is
    when it is tried next. Without a state the customer was not in the audience when it began.
    """

    campaign_id: UUID
    campaign: str
    state: str
    reason: str
    variant: str
    at: datetime | None
    carried: str = ""
    code: str = ""
    due_at: datetime | None = None
    opened: bool = False
    clicked: bool = False
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Overlap:
    """Another campaign that writes to some of the same people: how many, and which of the two gives way."""

    campaign_id: UUID
    campaign: str
    state: str
    at: datetime | None
    priority: int
    people: int
    wins: bool


@dataclass(frozen=True, slots=True)
class Handed:
    """A letter of a campaign that was given to the channel, and whose it is."""

    party_id: UUID
    delivery_id: UUID
    address: str
    variant: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a recipient did at a moment (UTC): `link` is a link's number, 0 for opening; see `machine`."""

    letter: Handed
    at: datetime
    link: int = 0
    machine: bool = False
