"""Campaigns by hand as pages and programs see them; times UTC."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Told:
    """What came of contacting a customer: `outcome` is one of `rules.by_hand`, `again_at` when to try again.

    `at` is when it happened, now where nothing is said.
    """

    party_id: UUID
    outcome: str
    note: str = ""
    at: datetime | None = None
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """What was last heard of one customer; see `CampaignOutcome`."""

    id: UUID
    campaign_id: UUID
    campaign: str
    party_id: UUID
    party: str
    state: str
    outcome: str
    note: str
    tries: int
    assignee_id: UUID | None
    next_at: datetime | None
    at: datetime | None
    by_id: UUID | None
    assignee: str = ""


@dataclass(frozen=True, slots=True)
class CallSheet:
    """All a caller needs: who, which number, what to say, and whether it may be now.

    `hindrance` is why not: a reason of consent, or `calling-hours`; `waits_until` says till when then.
    """

    line: OutcomeLine
    phone: str
    script: str
    goal: str
    zone: str
    hindrance: str
    waits_until: datetime | None


@dataclass(frozen=True, slots=True)
class Addressed:
    """A recipient as an address file has them: `reference` is brought back with what came of it.

    `lines` is the postal address as it is written at home, the name first.
    """

    reference: UUID
    party_id: UUID
    letter: str
    name: str
    lines: tuple[str, ...]
    fields: Mapping[str, str]
