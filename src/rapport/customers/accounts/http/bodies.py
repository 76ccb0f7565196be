"""What calls carry and answers hold."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from rapport.customers.accounts.contracts import TeamDraft
from rapport.kernel.rest.api import FILLED, Answer, Body

Level = Literal["premium", "priority", "standard"]
Role = Literal["lead", "sales", "service", "technical", "finance"]
State = Literal["open", "acknowledged", "resolved"]
Outcome = Literal["solved", "workaround", "not_possible", "withdrawn"]
Note = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=500)]
Words = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=2000)]
_ID = "0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f"


class TeamIn(Body):
    """A member of a team: `step` 1 is called at once, 2 when nobody answered in time."""

    member_id: UUID
    role: Role = "service"
    step: Annotated[int, Field(ge=1, le=2)] = 1

    def draft(self) -> TeamDraft:
        """The member as an operation takes it."""
        return TeamDraft(self.member_id, self.role, self.step)


class AccountIn(Body):
    """A customer to be a key account; `team` may be set later."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"customer_id": _ID, "level": "premium"}]}
    )

    customer_id: UUID
    level: Level
    note: Note = ""


class AccountChange(Body):
    """What to change; what is left out stays."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"level": "standard"}]})

    level: Level = "priority"
    note: Note = ""


class TeamsIn(Body):
    """The whole team."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"team": [{"member_id": _ID, "role": "lead", "step": 1}]}]},
    )

    team: Annotated[list[TeamIn], Field(max_length=50)]


class TeamOut(Answer):
    """A member of a team."""

    member_id: UUID
    name: str
    role: Role
    step: int


class AccountOut(Answer):
    """A key account with its team; times UTC."""

    id: UUID
    customer_id: UUID
    level: Level
    note: str
    since: datetime
    ended_at: datetime | None
    version: int
    team: list[TeamOut]


class NeedIn(Body):
    """What a key account needs at once."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"account_id": _ID, "title": "The delivery for tomorrow is missing"}]
        },
    )

    account_id: UUID
    title: Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=FILLED)]
    detail: Words = ""


class OutcomeIn(Body):
    """What came of a need."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"outcome": "solved"}]})

    outcome: Outcome
    note: Words = ""


class StepOut(Answer):
    """A step of the clock: when it is due and was taken (UTC), and who was told."""

    number: int
    due_at: datetime
    done_at: datetime | None
    told: list[str]


class NeedOut(Answer):
    """An urgent need with its clock; times UTC, `next_at` is when the next step is due."""

    id: UUID
    account_id: UUID
    customer_id: UUID
    title: str
    detail: str
    level: Level
    state: State
    step: int
    next_at: datetime | None
    raised_at: datetime
    raised_by: str
    acknowledged_at: datetime | None
    acknowledged_by: str
    resolved_at: datetime | None
    resolved_by: str
    outcome: str
    outcome_note: str
    version: int
    steps: list[StepOut]


class TreeOut(Answer):
    """A company of a group at its depth; `own` and `rolled` map a currency (ISO 4217) to minor units."""

    customer_id: UUID
    name: str
    depth: int
    orders: int
    rolled_orders: int
    own: dict[str, int]
    rolled: dict[str, int]
