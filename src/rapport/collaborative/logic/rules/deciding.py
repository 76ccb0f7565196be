"""What is done about a message: which service answers, which question is next, why nothing is said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from rapport.collaborative.logic.contracts.service import Step
from rapport.collaborative.logic.rules.answers import read_answer
from rapport.collaborative.logic.rules.meeting import Book, Clock, Hit, Said, Service

Kind = Literal["answered", "asked", "wrong", "done", "refused", "given-up", "held", "ended", "nothing"]
SAME = 3
"""How often one sender's same words are answered lately: after that a machine is likely to say them."""


@dataclass(frozen=True, slots=True)
class Form:
    """Where somebody is in a form: the question that waits, what was answered, wrong answers so far."""

    service: Service
    step: int = 0
    answers: Mapping[str, str] = field(default_factory=dict)
    wrong: int = 0
    rest: str = ""
    way: str = ""

    @property
    def question(self) -> Step:
        """The question that waits."""
        return self.service.definition.questions[self.step]


@dataclass(frozen=True, slots=True)
class Lately:
    """What went on with a sender within the window: answers by rules, and how often by each plain text.

    `echo` says that the text is one of our own answers; `person` that a member wrote in the conversation.
    """

    answers: int = 0
    same: int = 0
    echo: bool = False
    person: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do: `say` is a text with places; `form` where the sender stands after it, None nowhere.

    `acts` says that the service does all else it does (registers, tags, hands over). `why` is a code and what
    it speaks of; `way` by which way whoever agrees came to the service.
    """

    kind: Kind
    why: tuple[str, str]
    service: Service | None = None
    say: str = ""
    form: Form | None = None
    acts: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)
    rest: str = ""
    way: str = ""


NOTHING = Decision("nothing", ("none", ""))
CALM = Lately()


def fits_all(_service: Service) -> bool:
    """Whoever writes meets the conditions."""
    return True


def decide(
    said: Said,
    book: Book,
    clock: Clock,
    *,
    form: Form | None = None,
    lately: Lately = CALM,
    fits: Callable[[Service], bool] = fits_all,
    most: int = 12,
) -> Decision:
    """Return what to do about what was said by somebody who stands at `form`.

    Whoever wants no more is answered by nobody here, and out of any form. `fits` tells whether the customer
    meets the conditions of a service; `most` answers are given within the window.
    """
    if said.wish == "stop":
        return Decision("ended", ("stop", ""), form.service) if form else NOTHING
    other = book.find_whole(said, clock) if form is not None and form.question.kind != "choice" else None
    if form is not None and (other is None or _is_answer(form, said, other)):
        decision = _go_on(form, said)
    else:
        decision = _begin(said, book, clock, lately, fits)
    if decision.kind == "nothing":
        return decision
    return _guard(decision, lately, most)


def _is_answer(form: Form, said: Said, other: Hit) -> bool:
    """A word that begins another service is an answer only where the question takes nothing but such."""
    return other.service.id == form.service.id or (form.question.kind == "yes" and said.wish == "yes")


def _begin(
    said: Said,
    book: Book,
    clock: Clock,
    lately: Lately,
    fits: Callable[[Service], bool],
) -> Decision:
    for hit in book.list_hits(said, clock):
        if not fits(hit.service) or (hit.met == "any" and lately.person):
            continue  # what fits anything keeps out of a talk with a person
        questions = hit.service.definition.questions
        why = (hit.met, hit.word)
        if questions:
            form = Form(hit.service, rest=hit.rest, way=said.way)
            return Decision("asked", why, hit.service, questions[0].question, form, rest=hit.rest)
        answer = hit.service.definition.then.answer
        return Decision("answered", why, hit.service, answer, acts=True, rest=hit.rest, way=said.way)
    return NOTHING


def _go_on(form: Form, said: Said) -> Decision:
    step, service = form.question, form.service
    value = read_answer(step, said.text, wish=said.wish)
    if value is None:
        return _wrong(form, step)
    answers = {**form.answers, step.name: value}
    if step.kind == "yes" and value == "no":
        then = service.definition.then
        return Decision("refused", ("no", step.name), service, then.given_up or then.instead, answers=answers)
    if form.step + 1 < len(service.definition.questions):
        further = replace(form, step=form.step + 1, answers=answers, wrong=0)
        why = ("step", f"{form.step + 2}/{len(service.definition.questions)}")
        return Decision(
            "asked", why, service, further.question.question, further, answers=answers, rest=form.rest
        )
    text = service.definition.then.answer
    last = ("last", "")
    return Decision("done", last, service, text, acts=True, answers=answers, rest=form.rest, way=form.way)


def _wrong(form: Form, step: Step) -> Decision:
    then, wrong = form.service.definition.then, form.wrong + 1
    if wrong >= then.tries:
        why = ("tries", str(wrong))
        return Decision("given-up", why, form.service, then.given_up, answers=form.answers, rest=form.rest)
    text = step.wrong or step.question
    further = replace(form, wrong=wrong)
    return Decision("wrong", ("wrong", step.kind), form.service, text, further, answers=form.answers)


def _guard(decision: Decision, lately: Lately, most: int) -> Decision:
    """Say nothing to whoever is likely a machine; a form stays where it was."""
    why = ("", "")
    if lately.echo:
        why = ("echo", "")
    elif lately.answers >= most:
        why = ("most", str(lately.answers))
    elif lately.same >= SAME and decision.kind == "answered":
        why = ("same", str(lately.same))
    return Decision("held", why, decision.service) if why[0] else decision
