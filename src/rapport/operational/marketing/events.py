"""Facts about campaigns: what they are, and what their people did."""

from datetime import datetime
from typing import ClassVar
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


class CampaignLeadRaised(Fact, frozen=True, kw_only=True):
    """An answer became something for sales: who, to what, by which task, and where it led them."""

    name: ClassVar[str] = "campaign_lead.raised.v1"
    subject_kind: ClassVar[str] = "campaign_lead"
    subject_field: ClassVar[str] = "lead_id"

    lead_id: UUID
    campaign_id: UUID
    campaign: str
    customer_id: UUID
    delivery_id: UUID | None
    what: str
    url: str
    task_id: UUID
    assignee_id: UUID | None
    goal: str
    at: datetime
