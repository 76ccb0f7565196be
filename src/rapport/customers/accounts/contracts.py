"""What crosses the room's wall: accounts with their teams, needs with their clock, companies as a tree."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

LEVELS = ("premium", "priority", "standard")
ROLES = ("lead", "sales", "service", "technical", "finance")
OUTCOMES = ("solved", "workaround", "not_possible", "withdrawn")
LAST_STEP = 3
"""The head of the unit: nobody stands behind that step."""


@dataclass(frozen=True, slots=True)
class TeamDraft:
    """A member of a team to be: `step` 1 is called at once, 2 when nobody answered in time."""

    member_id: UUID
    role: str = "service"
    step: int = 1


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A member of a team."""

    member_id: UUID
    name: str
    role: str
    step: int


@dataclass(frozen=True, slots=True)
class AccountLine:
    """A key account with its team (times UTC)."""

    id: UUID
    customer_id: UUID
    level: str
    note: str
    since: datetime
    ended_at: datetime | None
    version: int
    team: tuple[TeamLine, ...] = ()


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of a clock: when it is due, when it was taken, who was told (UTC)."""

    number: int
    due_at: datetime
    done_at: datetime | None
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NeedLine:
    """An urgent need with the steps of its clock (times UTC); `next_at` is when the next one is due."""

    id: UUID
    account_id: UUID
    customer_id: UUID
    customer_name: str
    title: str
    detail: str
    level: str
    state: str
    step: int
    raised_at: datetime
    raised_by: str
    acknowledged_at: datetime | None
    acknowledged_by: str
    resolved_at: datetime | None
    resolved_by: str
    outcome: str
    outcome_note: str
    version: int
    steps: tuple[StepLine, ...] = ()

    @property
    def next_at(self) -> datetime | None:
        """When the next step is due, while nobody has acknowledged the need."""
        if self.state != "open":
            return None
        return next((one.due_at for one in self.steps if one.done_at is None), None)


@dataclass(frozen=True, slots=True)
class AccountRow:
    """One line of the list of key accounts."""

    id: UUID
    customer_id: UUID
    name: str
    kind: str
    level: str
    lead: str
    team: int
    needs: int
    next_at: datetime | None
    spent_minor: int
    currency: str
    order_count: int
    since: datetime


@dataclass(frozen=True, slots=True)
class TreeLine:
    """A company of a group at its depth: its own figures, and those of all below it with its own.

    `own` and `rolled` map a currency (ISO 4217) to minor units.
    """

    customer_id: UUID
    name: str
    depth: int
    orders: int
    rolled_orders: int
    own: dict[str, int]
    rolled: dict[str, int]
