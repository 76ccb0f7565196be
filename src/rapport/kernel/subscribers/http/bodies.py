"""What /subscribers takes and answers."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from rapport.kernel.rest.api import Answer, Body, Moment, Name
from rapport.kernel.subscribers.contracts import DispatchState, Ended

ShortName = Annotated[Name, StringConstraints(max_length=120)]
Address = Annotated[
    str,
    StringConstraints(pattern=r"^https?://[!-~]+$", max_length=2000),
    Field(description="An HTTPS address of your own."),
]
FactName = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z_]+\.(\*|[a-z_]+\.v[0-9]+)$", max_length=120),
    Field(description="A fact's name (`order.placed.v1`), or all about one thing (`order.*`)."),
]
Facts = Annotated[list[FactName], Field(min_length=1, max_length=200)]
_NEW: JsonDict = {
    "name": "Warehouse",
    "url": "https://warehouse.example/rapport",
    "facts": ["order.*", "customer.created.v1"],
}
_BEGIN, _END = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 5, 2, tzinfo=UTC)


class SubscriberIn(Body):
    """An address to be told facts."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_NEW]})

    name: ShortName
    url: Address
    facts: Facts


class SubscriberChange(Body):
    """What to change; what is left out stays."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"facts": ["order.*"]}]})

    name: ShortName = Field(default="")
    url: Address = Field(default="")
    facts: Facts = Field(default=[])
    active: Annotated[bool, Field(strict=True)] = False


class PeriodIn(Body):
    """From when up to before when; both name their offset."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"begin": _BEGIN.isoformat(), "end": _END.isoformat()}]},
    )

    begin: AwareDatetime
    end: AwareDatetime


class SubscriberOut(Answer):
    """An address that is told facts.

    `ended` says why Rapport itself shut it: `failing` (nothing got through for three days) or `gone` (410).
    """

    id: UUID
    name: str
    url: str
    facts: list[str]
    active: bool
    ended: Ended
    created_at: Moment
    failing_since: Moment | None
    resting_until: Moment | None


class SubscriberMade(SubscriberOut):
    """A new subscriber, with its secret, shown this once only."""

    secret: str


class SecretOut(Answer):
    """The new secret, shown this once only."""

    secret: str


class ReplayedOut(Answer):
    """How many dispatches are sent again."""

    count: int


class FactKindOut(Answer):
    """A kind of fact: what it tells, what it is about, and the JSON schema of `data`."""

    name: str
    about: str
    subject: str
    data: dict[str, Any]


class DispatchOut(Answer):
    """A fact for one subscriber: `waiting`, `sent`, or `failed` once it was given up."""

    id: UUID
    webhook_id: UUID
    name: str
    subject_kind: str
    subject_id: UUID
    state: DispatchState
    tries: int
    last_status: int | None
    due_at: Moment
    created_at: Moment
    ended_at: Moment | None


class AttemptOut(Answer):
    """One try: how long it took, and the status with the answer's beginning, or why there was none."""

    at: Moment
    milliseconds: int
    status: int | None
    error: str
    answer: str


class DispatchWhole(DispatchOut):
    """A dispatch with its body and every try."""

    body: str
    attempts: list[AttemptOut]
