"""Is a service sound? What keeps it from going live, named by its field."""

import re
from collections.abc import Collection, Iterator
from typing import TypeAlias

from rapport.collaborative.logic.contracts.service import (
    BASE_PLACES,
    LONGEST_TEXT,
    LONGEST_WORD,
    MOST_CHOICES,
    MOST_STEPS,
    MOST_WORDS,
    Definition,
    Step,
    Then,
    When,
)
from rapport.collaborative.logic.rules.texts import LANGUAGES, plain
from rapport.kernel.errors import Invalid, Said, say
from rapport.kernel.merge_text.api import parse

Flaw: TypeAlias = "tuple[str, Said | str]"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,29}")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
LONGEST_WAIT = 7 * 24 * 60


def check_definition(definition: Definition, found: Collection[str] | None) -> dict[str, str]:
    """Return what is wrong by its field; empty where it is sound.

    `found` are the places its look-up fills, None where there is no such look-up. What filters, accounts and
    teams name is asked by the caller.
    """
    flaws: dict[str, str] = {}
    for name, reason in (*_check_when(definition.when), *_check_then(definition, found)):
        flaws.setdefault(name, reason)
    return flaws


def _check_when(when: When) -> Iterator[Flaw]:
    if when.how != "any" and not when.words:
        yield "words", say("Which words? One in each line.")
    if len(when.words) > MOST_WORDS:
        yield "words", say("At most %(most)s.", most=MOST_WORDS)
    for word in when.words:
        if len(word) > LONGEST_WORD:
            yield "words", say("At most %(most)s characters.", most=LONGEST_WORD)
        elif when.how == "pattern" and not word.strip("*? "):
            yield "words", say("This pattern fits anything. Choose “any message” instead.")
        elif when.how in ("keyword", "fuzzy") and not plain(word):
            yield "words", say("A keyword has a letter or a digit.")
    if when.language and when.language not in LANGUAGES:
        yield "language", say("This language is not told apart.")
    if when.low is not None and when.high is not None and when.low > when.high:
        yield "high", say("It ends before it begins.")
    if bool(when.begins) != bool(when.ends):
        yield "ends", say("From when until when?")
    for name in ("begins", "ends"):
        clock = getattr(when, name)
        if clock and not _CLOCK.fullmatch(clock):
            yield name, say("A time of day is written like 17:30.")
    if when.begins and when.begins == when.ends and _CLOCK.fullmatch(when.begins):
        yield "ends", say("It ends when it begins.")


def _check_then(definition: Definition, found: Collection[str] | None) -> Iterator[Flaw]:
    then = definition.then
    if not then.answer.strip() and not then.hand_over:
        yield "answer", say("Write an answer, or hand over to a person.")
    if then.look_up and found is None:
        yield "look_up", say("There is no such look-up.")
    if then.confirm and not then.purpose:
        yield "confirm", say("Say first what they agree to.")
    if not 1 <= then.minutes <= LONGEST_WAIT:
        yield "minutes", say("Between %(least)s and %(most)s.", least=1, most=LONGEST_WAIT)
    if not 1 <= then.tries <= 9:
        yield "tries", say("Between %(least)s and %(most)s.", least=1, most=9)
    yield from _check_steps(then)
    before = {*BASE_PLACES, *(step.name for step in then.steps)}
    for name in ("answer", "instead", "confirm", "given_up"):
        known = before | set(found or ()) if name == "answer" else before
        yield from _check_text(name, getattr(then, name), known)


def _check_steps(then: Then) -> Iterator[Flaw]:
    if len(then.steps) > MOST_STEPS:
        yield "steps", say("At most %(most)s.", most=MOST_STEPS)
    names = set[str]()
    for step in then.steps:
        if not _NAME.fullmatch(step.name):
            yield "steps", say("A question is named by small letters, such as “city”.")
        elif step.name in names or step.name == "agreed":
            yield "steps", say("There are two questions named “%(name)s”.", name=step.name)
        yield from _check_step(step, {*BASE_PLACES, *names})
        names.add(step.name)


def _check_step(step: Step, known: Collection[str]) -> Iterator[Flaw]:
    if not step.question.strip():
        yield "steps", say("Each question has its words.")
    if step.kind == "choice" and not 2 <= len(step.choices) <= MOST_CHOICES:
        yield "steps", say("Between two and twenty things to choose from.")
    for text in (step.question, step.wrong):
        yield from _check_text("steps", text, known)


def _check_text(name: str, text: str, known: Collection[str]) -> Iterator[Flaw]:
    if len(text) > LONGEST_TEXT:
        yield name, say("At most %(most)s characters.", most=LONGEST_TEXT)
        return
    try:
        parse(text, known)
    except Invalid as error:
        yield name, error.message
