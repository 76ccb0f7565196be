"""What programs get of whom a campaign reaches and what it brought."""

from datetime import datetime
from uuid import UUID

from rapport.kernel.rest.api import Answer


class ReachOut(Answer):
    """How many end so, and why."""

    state: str
    reason: str
    count: int


class IntervalOut(Answer):
    """A difference, and where it lies with 95 % confidence."""

    value: float
    low: float
    high: float


class ArmOut(Answer):
    """One side of the comparison; `revenue` in minor units."""

    people: int
    buyers: int
    orders: int
    revenue: float


class ComparedOut(Answer):
    """A letter beside the first: `rate` is the difference in the share of buyers, null of the first letter.

    `sure` says whether a difference is shown, at whatever moment and however often it is asked.
    """

    code: str
    people: int
    buyers: int
    orders: int
    revenue: float
    rate: IntervalOut | None
    sure: bool


class EffectOut(Answer):
    """Those written to beside those held out: `rate` is a share, `revenue` minor units a person."""

    treated: ArmOut
    held_out: ArmOut
    rate: IntervalOut | None
    revenue: IntervalOut | None


class OverlapOut(Answer):
    """Another campaign that writes to some of the same people; `wins` says that this one gives way."""

    campaign_id: UUID
    campaign: str
    state: str
    at: datetime | None
    priority: int
    people: int
    wins: bool


class ReceiptOut(Answer):
    """What became of one customer in one campaign; `why` says it in words."""

    campaign_id: UUID
    campaign: str
    state: str
    reason: str
    variant: str
    at: datetime | None
    carried: str
    code: str
    due_at: datetime | None
    opened: bool
    clicked: bool
    lead: bool
    why: str


class CreditedOut(Answer):
    """A campaign with orders and revenue (minor units) by model of attribution."""

    campaign_id: UUID
    name: str
    orders: dict[str, float]
    revenue: dict[str, float]
    cost_minor: int


class ResultsOut(Answer):
    """What campaigns are credited with; `hours`: answers of people by hour of the day."""

    currency: str
    orders: int
    revenue: float
    campaigns: list[CreditedOut]
    hours: list[int]
