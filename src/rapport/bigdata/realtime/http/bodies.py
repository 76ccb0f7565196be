"""What /realtime and /triggers take and answer."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from rapport.bigdata.realtime.operations.triggers import LONGEST, MOST_TIMES
from rapport.kernel.filters.api import FilterText
from rapport.kernel.rest.api import Answer, Body, Moment, Name

_Kind = Literal["times", "idle", "present", "cheaper", "back"]
_Repeat = Literal["hour", "day", "week"]
ShortName = Annotated[Name, StringConstraints(max_length=120)]
Event = Annotated[str, StringConstraints(max_length=80, pattern=r"^[^\x00]*$")]
Times = Annotated[int, Field(ge=1, le=MOST_TIMES, description="How often within the minutes.")]
Minutes = Annotated[
    int,
    Field(
        ge=0,
        le=max(LONGEST.values()),
        description="`times`: looked back over, 1 to 60. `idle`: how long the cart is left, 1 to 720.",
    ),
]
_VIEWS: JsonDict = {
    "name": "Cannot decide",
    "kind": "times",
    "event": "product",
    "times": 3,
    "minutes": 10,
    "same": True,
}


class TriggerIn(Body):
    """A new trigger: `times` counts an event, `idle` waits for a cart left alone, `present` sees who is here,
    `cheaper` and `back` look for who saw a product within sixty days whose price drops or that is sold again.

    `who` is a filter of customers, null for everybody, empty for any known customer.
    """

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_VIEWS]})

    name: ShortName
    kind: _Kind
    event: Event = ""
    times: Times = 1
    minutes: Minutes = 0
    same: Annotated[bool, Field(strict=True)] = False
    who: FilterText | None = None
    repeat: _Repeat = "day"


class TriggerChange(Body):
    """What to change; what is left out stays."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"active": False}]})

    name: ShortName = Field(default="")
    event: Event = ""
    times: Times = 1
    minutes: Minutes = 0
    same: Annotated[bool, Field(strict=True)] = False
    who: FilterText | None = None
    repeat: _Repeat = "day"
    active: Annotated[bool, Field(strict=True)] = True


class TriggerOut(Answer):
    """A trigger; `who` is its filter of customers in stored form, null for everybody."""

    id: UUID
    name: str
    kind: _Kind
    event: str
    times: int
    minutes: int
    same: bool
    who: dict[str, object] | None
    repeat: _Repeat
    active: bool
    created_at: Moment


class FiringOut(Answer):
    """One time a trigger fired: when it was fulfilled, when its window began, when it was told."""

    visitor_id: UUID
    happened_at: Moment
    window_at: Moment
    fired_at: Moment
    thing: str


class RankedOut(Answer):
    """How often in the last thirty minutes, and in the thirty before."""

    name: str
    label: str
    count: int
    before: int


class StepOut(Answer):
    """Visitors of the last thirty minutes who came at least this far."""

    name: str
    visitors: int


class PaceOut(Answer):
    """Orders of the last hour by the minute, oldest first, beside the same hour of up to eight earlier weeks.

    `usual` is their mean, null while fewer than three are known; `mark` says that it stands out by more than
    three standard deviations' worth of chance (conditional test of two Poisson means).
    """

    orders: int
    usual: float | None
    mark: Literal["", "high", "low"]
    minutes: list[int]


class PulseOut(Answer):
    """What goes on now. `visitors`: seen within five minutes. `events`: by the minute, oldest first."""

    at: Moment
    newest_at: Moment | None
    visitors: int
    funnel: list[StepOut]
    products: list[RankedOut]
    sources: list[RankedOut]
    errors: list[RankedOut]
    pace: PaceOut
    events: list[int]


class FiveVOut(Answer):
    """Volume, velocity, variety, veracity and value of the events that stream in.

    `hour`, `day`: events of the last hour and 24 hours. `per_second`: over the hour. `known_within`: seconds
    within which 95 % were part of these figures. `names`, `sources`: kinds of events, and where they came
    from. Shares of the hour's events: `whole` carry what their kind should, `prompt` came within a minute,
    `used` met a trigger or a known customer; `valid` is of today's (UTC). Null where there were none.
    """

    hour: int
    day: int
    per_second: float
    known_within: float | None
    names: int
    sources: int
    valid: float | None
    whole: float | None
    prompt: float | None
    used: float | None
