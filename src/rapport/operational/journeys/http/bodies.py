"""What programs send and get of journeys."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from rapport.kernel.rest.api import FILLED, Answer, Body

Line = Annotated[str, StringConstraints(pattern=FILLED, min_length=1, max_length=160)]
Words = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=500)]
State = Literal["draft", "live", "paused", "stopped"]
_EXAMPLE: JsonDict = {"name": "Welcome", "about": "Greets new customers"}
_STEPS: JsonDict = {
    "steps": [
        {
            "id": "n1",
            "kind": "entry",
            "settings": {"trigger": "fact", "fact": "customer.created.v1"},
            "after": {"next": "n2"},
        },
        {"id": "n2", "kind": "wait", "settings": {"amount": 2, "unit": "days"}, "after": {"next": "n3"}},
        {"id": "n3", "kind": "exit"},
    ]
}


class JourneyIn(Body):
    """A journey to be; accounts are what its messages are sent from."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_EXAMPLE]})

    name: Line
    about: Words = ""
    email_account_id: UUID | None = None
    sms_account_id: UUID | None = None
    owner_id: UUID | None = None


class JourneyChange(JourneyIn):
    """What of a journey changes; what is left out stays."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"about": "Greets"}]})

    name: Line = "-"


class StepIn(Body):
    """A step: `after` names the step behind each way out."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{1,12}$")]
    kind: Annotated[str, StringConstraints(pattern=r"^[a-z]{1,12}$")]
    settings: Annotated[dict[str, str | int], Field(default_factory=dict)]
    after: Annotated[dict[str, str], Field(default_factory=dict)]


class GraphIn(Body):
    """The whole picture: steps of which one is the way in."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_STEPS]})

    steps: Annotated[list[StepIn], Field(min_length=1, max_length=120)]


class PublishIn(Body):
    """Whether those on the way on a version before are taken along."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"move": False}]})

    move: bool = False


class EnterIn(Body):
    """Who comes in."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"customer_id": "01920000-0000-7000-8000-000000000000"}]},
    )

    customer_id: UUID


class JourneyOut(Answer):
    """A journey; `live` is the number of the version people enter by, 0 before there is one. Times UTC."""

    id: UUID
    name: str
    about: str
    state: str
    live: int
    email_account_id: UUID | None
    sms_account_id: UUID | None
    owner_id: UUID | None
    version: int
    created_at: datetime
    updated_at: datetime


class GraphOut(Answer):
    """The picture of a journey, and what keeps it from being live by its step."""

    steps: list[dict[str, Any]]
    flaws: dict[str, str]


class StepOut(Answer):
    """How many stand at a step of the live version now, and how many left it by each way so far."""

    step: str
    here: int
    left: dict[str, int]


class EnteredOut(Answer):
    """Whether the customer came in: not where conditions or the rule of coming again forbid it."""

    entered: bool


class RehearsalIn(Body):
    """Over how many days the picture is walked."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"days": 30}]})

    days: Literal[7, 30, 90] = 30


class RehearsalOut(Answer):
    """A dry run of the picture over the past (times UTC), whose figures are empty while it waits.

    `people`: times somebody would have come in, `cut` if there were more than the 100,000 last that are
    looked at. By step: `came` there, `left` by each way, `reached` by its message. `ends`: why they left.
    """

    state: Literal["waiting", "done"]
    since: datetime
    until: datetime
    people: int
    cut: bool
    came: dict[str, int]
    left: dict[str, dict[str, int]]
    reached: dict[str, int]
    ends: dict[str, int]
    goals: int


class LetterOut(Answer):
    """How many messages of a step were handed over, and how many people opened or followed theirs.

    `channels` says how many went by which, `again` how many of them after one that found nobody.
    """

    step: str
    written: int
    opened: int
    followed: int
    channels: dict[str, int]
    again: int


class PersonOut(Answer):
    """One time somebody is or was on the way (times UTC); `why` says what became of them."""

    id: UUID
    customer_id: UUID
    version: int
    step: str
    due_at: datetime | None
    entered_at: datetime
    left_at: datetime | None
    why: str
    goal_at: datetime | None
    held_out: bool
    path: list[str]
