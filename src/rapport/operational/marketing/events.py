"""Facts about campaigns: what they are, and what their people did."""

from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from rapport.kernel.outbox.api import Fact


class CampaignChanged(Fact, frozen=True, kw_only=True):
    """A campaign as it now is; sums in minor units of `currency`, times UTC."""

    name: ClassVar[str] = "campaign.changed.v1"
    subject_kind: ClassVar[str] = "campaign"
    subject_field: ClassVar[str] = "campaign_id"

    campaign_id: UUID
    version: int
    title: str
    state: str
    channel: str
    purpose: str
    hold_out: int
    window_days: int
    budget_minor: int | None
    cost_minor: int
    currency: str
    owner_id: UUID | None
    send_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None


class CampaignAnswered(Fact, frozen=True, kw_only=True):
    """A recipient opened a letter or followed a link for the first time; `machine`: probably a program."""

    name: ClassVar[str] = "campaign.answered.v1"
    subject_kind: ClassVar[str] = "campaign"
    subject_field: ClassVar[str] = "campaign_id"

    campaign_id: UUID
    customer_id: UUID
    delivery_id: UUID
    what: str
    url: str
    machine: bool
    at: datetime


class CampaignContacted(Fact, frozen=True, kw_only=True):
    """A customer was contacted by hand (call, letter, partner): what came of it, the `tries`-th time.

    `outcome` is one of `rules.by_hand.OUTCOMES`; `done` is false where they will be called again.
    """

    name: ClassVar[str] = "campaign.contacted.v1"
    subject_kind: ClassVar[str] = "campaign"
    subject_field: ClassVar[str] = "campaign_id"

    campaign_id: UUID
    customer_id: UUID
    channel: str
    outcome: str
    tries: int
    done: bool
    member_id: UUID | None
    at: datetime


class LeadRaised(Fact, frozen=True, kw_only=True):
    """A customer is worth a salesperson's time, by a campaign's answer or a journey's step (`origin`).

    `title` and `text` say why; `task_id` and `assignee_id` where it is somebody's task already; `what` they
    did and the `url` it led them to, empty where nothing was.
    """

    name: ClassVar[str] = "lead.raised.v1"
    subject_kind: ClassVar[str] = "customer"
    subject_field: ClassVar[str] = "customer_id"

    lead_id: UUID
    customer_id: UUID
    origin: Literal["campaign", "journey"]
    origin_id: UUID
    origin_name: str
    title: str
    text: str
    what: str
    url: str
    delivery_id: UUID | None
    task_id: UUID | None
    assignee_id: UUID | None
    at: datetime
