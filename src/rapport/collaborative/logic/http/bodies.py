"""What programs send and get of services, their log and trials."""

from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from rapport.collaborative.logic.contracts.service import (
    LONGEST_TEXT,
    LONGEST_WORD,
    MOST_CHOICES,
    MOST_STEPS,
    MOST_WORDS,
    Hours,
    How,
    StepKind,
)
from rapport.kernel.rest.api import FILLED, Answer, Body, Exact, Moment, Switch

Line = Annotated[str, StringConstraints(pattern=FILLED, min_length=1, max_length=120)]
Words = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=500)]
Said = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=LONGEST_TEXT)]
Word = Annotated[str, StringConstraints(pattern=FILLED, min_length=1, max_length=LONGEST_WORD)]
Code = Annotated[str, StringConstraints(pattern=r"^([a-z][a-z0-9_-]{0,39})?$")]
Clock = Annotated[str, StringConstraints(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9])?$")]
Position = Annotated[int, Field(ge=1, le=9999, description="Of several that fit, the lowest answers.")]
Bound = Annotated[Decimal, Exact(15, 4)]
State = Literal["draft", "live", "resting"]
_SERVICE: JsonDict = {
    "name": "Hours",
    "when": {"how": "fuzzy", "words": ["hours", "open"]},
    "then": {"answer": "Hello {{first_name|there}}, we are here from 9 to 18 o'clock."},
}


class StepIn(Body):
    """A question of a form; `name` is the place its answer fills."""

    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,29}$")]
    question: Annotated[str, StringConstraints(pattern=FILLED, min_length=1, max_length=LONGEST_TEXT)]
    kind: StepKind = "text"
    choices: Annotated[list[Word], Field(max_length=MOST_CHOICES)] = Field(default_factory=list)
    wrong: Said = ""


class WhenIn(Body):
    """Which messages are met: all that is set must hold. `begins`, `ends`: HH:MM in the business's zone.

    In a pattern `*` is anything, `?` one letter, `#` a number. `conditions` is a filter of customers.
    """

    words: Annotated[list[Word], Field(max_length=MOST_WORDS)] = Field(default_factory=list)
    how: How = "keyword"
    language: Annotated[str, StringConstraints(pattern=r"^([a-z]{2})?$")] = ""
    low: Bound | None = None
    high: Bound | None = None
    hours: Hours = "always"
    begins: Clock = ""
    ends: Clock = ""
    conditions: Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=8000)] = ""
    channel: Code = ""
    account_id: UUID | None = None


class ThenIn(Body):
    """What is done. `purpose` is agreed to, with `confirm` once that question was answered with yes.

    A form is given up after `minutes` without an answer or `tries` wrong ones; then a person takes over.
    """

    answer: Said = ""
    instead: Said = ""
    look_up: Code = ""
    steps: Annotated[list[StepIn], Field(max_length=MOST_STEPS)] = Field(default_factory=list)
    registers: Switch = False
    purpose: Code = ""
    confirm: Said = ""
    tag: Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=40)] = ""
    hand_over: Switch = False
    team_id: UUID | None = None
    minutes: Annotated[int, Field(ge=1, le=10_080)] = 30
    tries: Annotated[int, Field(ge=1, le=9)] = 3
    given_up: Said = ""


class ServiceIn(Body):
    """A service to be, or its draft written anew."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [_SERVICE]})

    name: Line
    about: Words = ""
    position: Position = 100
    when: WhenIn = Field(default_factory=WhenIn)
    then: ThenIn = Field(default_factory=ThenIn)


class ServiceOut(Answer):
    """A service; `live` is the number of the version at work (0: none), `changed` that the draft is another.

    `when` and `then` are the draft. Times UTC.
    """

    id: UUID
    name: str
    about: str
    state: State
    position: int
    live: int
    changed: bool
    when: dict[str, Any]
    then: dict[str, Any]
    owner_id: UUID | None
    version: int
    created_at: Moment
    updated_at: Moment


class VersionOut(Answer):
    """A version that was live, or is."""

    number: int
    when: dict[str, Any]
    then: dict[str, Any]
    published_at: Moment
    published_by_id: UUID | None


class TraceOut(Answer):
    """What was done about a message: by which service in which version (`number`), and why."""

    id: UUID
    message_id: UUID
    conversation_id: UUID
    service_id: UUID | None
    service: str
    number: int
    kind: str
    why: str
    channel: str
    sender: str
    text: str
    answer: str
    at: Moment


class RestoreIn(Body):
    """Which version becomes the draft."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"number": 1}]})

    number: Annotated[int, Field(ge=1, le=1_000_000)]


class TryIn(Body):
    """What one customer types, line by line, to which address and when (UTC, by default now)."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"texts": ["HOURS"]}]})

    texts: Annotated[list[Said], Field(min_length=1, max_length=20)]
    service_id: Annotated[
        UUID | None, Field(description="Its draft stands in the place of what is live.")
    ] = None
    account_id: UUID | None = None
    customer_id: UUID | None = None
    at: Moment | None = None


class TrialOut(Answer):
    """What would be done about one line; `number` is 0 for a draft."""

    text: str
    kind: str
    service_id: UUID | None
    service: str
    number: int
    why: str
    answer: str
    effects: list[str]


class KeywordCodeOut(Answer):
    """A QR code: a telephone that reads `content` opens an SMS with the keyword to the number."""

    account_id: UUID
    number: str
    word: str
    content: str


class LookUpOut(Answer):
    """A look-up, and the places it fills with an example each."""

    name: str
    label: str
    places: dict[str, str]
