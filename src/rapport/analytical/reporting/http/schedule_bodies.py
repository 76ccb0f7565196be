"""What /reports/schedules takes and answers."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from rapport.analytical.reporting.contracts.sending import RunState
from rapport.analytical.reporting.operations import scheduling
from rapport.kernel.rest.api import Answer, Body, Moment, Name, ZoneName

_Form = Literal["pdf", "png", "xlsx", "csv"]
_Every = Literal["day", "week", "month"]
ShortName = Annotated[Name, StringConstraints(max_length=80)]
Board = Annotated[str, StringConstraints(max_length=40, pattern=r"^[A-Za-z0-9\-]*$")]
Asked = Annotated[str, StringConstraints(max_length=4_000, pattern=r"^[^\x00]*$")]
OnDay = Annotated[int, Field(ge=1, le=31, description="Day of the week from Monday as 1, or of the month.")]
Hour = Annotated[
    str,
    StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$"),
    Field(description="The local hour, HH:MM.", examples=["08:00"]),
]
Note = Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00]*$")]
Members = Annotated[list[UUID], Field(max_length=scheduling.MOST_MEMBERS)]
Outside = Annotated[
    list[Annotated[str, StringConstraints(max_length=254, pattern=r"^[^\x00]*$")]],
    Field(max_length=scheduling.MOST_OUTSIDE),
]
_MONDAYS: JsonDict = {
    "name": "Monday's figures",
    "board": "owner",
    "form": "pdf",
    "every": "week",
    "on_day": 1,
    "at": "08:00",
    "zone": "Europe/Berlin",
    "outside": [],
    "members": [],
}


class ScheduleIn(Body):
    """A report to be sent: a dashboard (`board`, by its name) or a `question` (the query of its address)."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_MONDAYS]})

    name: ShortName
    board: Board = ""
    question: Asked = ""
    form: _Form = "pdf"
    every: _Every = "week"
    on_day: OnDay = 1
    at: Hour = "08:00"
    zone: ZoneName = "UTC"
    note: Note = ""
    members: Members = Field(default=[])
    outside: Outside = Field(default=[])


class ScheduleChange(Body):
    """What to change; what is left out stays. `active` false lets it rest."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"active": False}]})

    name: ShortName = Field(default="")
    board: Board = ""
    question: Asked = ""
    form: _Form = "pdf"
    every: _Every = "week"
    on_day: OnDay = 1
    at: Hour = "08:00"
    zone: ZoneName = "UTC"
    note: Note = ""
    members: Members = Field(default=[])
    outside: Outside = Field(default=[])
    active: Annotated[bool, Field(strict=True)] = True


class ScheduleOut(Answer):
    """A scheduled report; `next_at` (UTC) is null while it rests."""

    id: UUID
    name: str
    board: str
    question: str
    form: _Form
    every: _Every
    on_day: int
    at: str
    zone: str
    note: str
    members: list[UUID]
    outside: list[str]
    owner_id: UUID
    active: bool
    next_at: Moment | None
    created_at: Moment


class RunOut(Answer):
    """One time a report was made (UTC): letters written, how many no mail server took, bytes, or why not."""

    id: UUID
    due_at: Moment
    by_hand: bool
    state: RunState
    reason: str
    letters: int
    undelivered: int
    size: int
    ended_at: Moment | None
