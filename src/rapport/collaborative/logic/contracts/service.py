"""What a service is: when it answers, and what it does then. Kept as JSON, version by version."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

import msgspec

How = Literal["keyword", "fuzzy", "pattern", "any"]
Hours = Literal["always", "open", "closed"]
StepKind = Literal["text", "name", "email", "phone", "number", "date", "choice", "yes"]
MOST_WORDS, MOST_STEPS, MOST_CHOICES, LONGEST_WORD, LONGEST_TEXT = 40, 12, 20, 120, 1600
BASE_PLACES = ("name", "first_name", "text", "rest", "number")
"""Places any answer may have: the customer's names, what they wrote, what came after the keyword, and the
first number in it."""
KEPT = ("name", "email", "phone", "city")
"""Steps by these names fill in the customer where somebody is registered."""


@dataclass(frozen=True, slots=True)
class When:
    """What of a message is met. Everything that is set must hold; what is empty holds always.

    `begins` and `ends` (HH:MM, in the business's zone; past midnight where `ends` is the earlier) bound the
    time of day, `low` and `high` the first number in the text, `conditions` is a filter of customers.
    """

    words: tuple[str, ...] = ()
    how: How = "keyword"
    language: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    hours: Hours = "always"
    begins: str = ""
    ends: str = ""
    conditions: str = ""
    channel: str = ""
    account_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A question of a form; `wrong` is said where the answer is none of its kind."""

    name: str
    question: str
    kind: StepKind = "text"
    choices: tuple[str, ...] = ()
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Then:
    """What is done. `instead` is answered where `answer` has a place nothing fills, or nothing was found.

    `purpose` is agreed to (with `confirm`, once its question was answered with yes). A form is given up after
    `minutes` without an answer, or `tries` wrong ones, when `given_up` is said and a person takes over.
    """

    answer: str = ""
    instead: str = ""
    look_up: str = ""
    steps: tuple[Step, ...] = ()
    registers: bool = False
    purpose: str = ""
    confirm: str = ""
    tag: str = ""
    hand_over: bool = False
    team_id: UUID | None = None
    minutes: int = 30
    tries: int = 3
    given_up: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """All a version of a service holds."""

    when: When = field(default_factory=When)
    then: Then = field(default_factory=Then)

    @property
    def questions(self) -> tuple[Step, ...]:
        """The steps of its form; agreeing that is asked twice ends in a yes."""
        if self.then.purpose and self.then.confirm:
            return (*self.then.steps, Step(AGREED, self.then.confirm, "yes"))
        return self.then.steps


AGREED = "agreed"
"""The name of the step in which somebody confirms."""


def read_definition(given: Mapping[str, Any]) -> Definition:
    """Return a definition of its JSON; raises msgspec.ValidationError for what is none."""
    return msgspec.convert(given, Definition)


def write_definition(definition: Definition) -> dict[str, Any]:
    """Return a definition as JSON holds it."""
    return {"when": _plain(asdict(definition.when)), "then": _plain(asdict(definition.then))}


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = msgspec.to_builtins(values)
    return made


def change_definition(definition: Definition, when: Mapping[str, Any], then: Mapping[str, Any]) -> Definition:
    """Return a definition with some of its values changed."""
    return Definition(replace(definition.when, **when), replace(definition.then, **then))
