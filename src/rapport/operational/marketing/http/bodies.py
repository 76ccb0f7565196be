"""What programs send and get of campaigns."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from rapport.kernel.rest.api import FILLED, Answer, Body, Moment

Line = Annotated[str, StringConstraints(pattern=FILLED, min_length=1, max_length=160)]
Words = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=500)]
Purpose = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
Percent = Annotated[int, Field(ge=0, le=90)]
Window = Annotated[int, Field(ge=1, le=366)]
Weight = Annotated[int, Field(ge=1, le=9)]
Rest = Annotated[int, Field(ge=0, le=90)]
Minor = Annotated[int, Field(ge=0, le=10**15)]
Hourly = Annotated[int, Field(ge=1, le=10**7)]
State = Literal["draft", "asked", "scheduled", "sending", "paused", "stopped", "done"]
_EXAMPLE: JsonDict = {"name": "Spring tea", "goal": "Second purchase", "hold_out": 10, "purpose": "marketing"}


class CampaignIn(Body):
    """A campaign to be; `audience` is a filter over customers as JSON, sums are minor units.

    `channel` is `call`, `letter` or `partner` where it goes out by hand; any other is that of the account.
    `callers` call between the hours of each customer's clock, `tries` times at most.
    """

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_EXAMPLE]})

    name: Line
    goal: Words = ""
    hypothesis: Words = ""
    account_id: UUID | None = None
    purpose: Purpose = "marketing"
    audience: Annotated[dict[str, Any], Field(default_factory=dict)]
    hold_out: Percent = 10
    send_at: Moment | None = None
    local: bool = False
    hourly: Hourly | None = None
    window_days: Window = 14
    priority: Weight = 5
    rest_days: Rest = 0
    budget_minor: Minor | None = None
    cost_minor: Minor = 0
    excludes: Annotated[list[UUID], Field(default_factory=list, max_length=50)]
    follow_up: Literal["", "open", "click"] = ""
    follow_up_id: UUID | None = None
    channel: Literal["", "email", "sms", "call", "letter", "partner"] = ""
    callers: Annotated[list[UUID], Field(default_factory=list, max_length=50)]
    call_from: Annotated[int, Field(ge=0, le=23)] = 9
    call_until: Annotated[int, Field(ge=1, le=24)] = 18
    call_order: Literal["lot", "spent", "recent"] = "lot"
    tries: Annotated[int, Field(ge=1, le=20)] = 3
    partner_id: UUID | None = None
    reach: Literal["post", "phone", "email"] = "post"


class CampaignChange(CampaignIn):
    """What of a campaign changes; what is left out stays."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"goal": "Second purchase"}]})

    name: Line = "-"


class LetterIn(Body):
    """A letter: subject and blocks (heading, text, button, picture, divider), with places to fill."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "subject": "New tea, {{given_name|dear customer}}",
                    "blocks": [{"kind": "text", "text": "Dear {{name}}, the harvest has come."}],
                }
            ]
        },
    )

    subject: Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=300)]
    preheader: Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=200)] = ""
    blocks: Annotated[list[dict[str, str]], Field(max_length=40)]
    share: Annotated[int, Field(ge=1, le=100)] = 1


class LettersIn(Body):
    """The letters of a campaign, in the order A, B, C …"""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"letters": [{"subject": "New tea", "blocks": [{"kind": "text", "text": "It is here."}]}]}
            ]
        },
    )

    letters: Annotated[list[LetterIn], Field(min_length=1, max_length=5)]


class ScheduleIn(Body):
    """When it goes out, at once where nothing is said."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"send_at": "2027-03-01T09:00:00Z"}]}
    )

    send_at: Moment | None = None


class LetterOut(Answer):
    """A letter of a campaign."""

    code: str
    subject: str
    preheader: str
    blocks: list[dict[str, Any]]
    share: int


class CampaignOut(Answer):
    """A campaign; times UTC, sums in minor units of `currency`."""

    id: UUID
    name: str
    goal: str
    hypothesis: str
    state: str
    channel: str
    account_id: UUID | None
    purpose: str
    audience: dict[str, Any]
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
    started_at: datetime | None
    ended_at: datetime | None
    version: int
    created_at: datetime
    excludes: list[UUID]
    follow_up: str
    follow_up_id: UUID | None
    callers: list[UUID]
    call_from: int
    call_until: int
    call_order: str
    tries: int
    partner_id: UUID | None
    reach: str
    variants: list[LetterOut]
