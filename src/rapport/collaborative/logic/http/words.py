"""How states, kinds, conditions and questions are called and coloured."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.collaborative.delivery.api import list_accounts, list_channels
from rapport.collaborative.logic.contracts.looking import find_look_up
from rapport.collaborative.logic.contracts.service import Definition, Then, When
from rapport.collaborative.logic.models import LogicService, LogicTrace
from rapport.kernel.filters.api import InvalidFilter, describe, parse
from rapport.kernel.identity.api import Actor
from rapport.ui.api import Tone

Words = dict[str, str | Promise]
SHOWN = 500
STATES: Words = dict(LogicService.State.choices)
TONES: dict[str, Tone] = {"draft": "plain", "live": "good", "resting": "warn"}
KINDS: Words = {**dict(LogicTrace.Kind.choices), "nothing": gettext_lazy("Left to a person")}
KIND_TONES: dict[str, Tone] = {
    **dict.fromkeys(("answered", "done"), "good"),
    **dict.fromkeys(("asked", "nothing"), "info"),
    **dict.fromkeys(("wrong", "held", "given-up"), "warn"),
    **dict.fromkeys(("refused", "ended"), "plain"),
}
HOW: Words = {
    "keyword": gettext_lazy("It is a keyword, or begins with one"),
    "fuzzy": gettext_lazy("The same, typing errors forgiven"),
    "pattern": gettext_lazy("It fits a pattern"),
    "any": gettext_lazy("Any message"),
}
HOURS: Words = {
    "always": gettext_lazy("At any time"),
    "open": gettext_lazy("In business hours"),
    "closed": gettext_lazy("Outside business hours"),
}
QUESTIONS: Words = {
    "text": gettext_lazy("Text"),
    "name": gettext_lazy("Name"),
    "email": gettext_lazy("E-mail"),
    "phone": gettext_lazy("Phone"),
    "number": gettext_lazy("Number"),
    "date": gettext_lazy("Date"),
    "choice": gettext_lazy("Choice"),
    "yes": gettext_lazy("Yes or no"),
}
PURPOSES: Words = {
    "newsletter": gettext_lazy("Newsletter"),
    "marketing": gettext_lazy("Marketing"),
    "service": gettext_lazy("Service"),
    "surveys": gettext_lazy("Surveys"),
    "profiling": gettext_lazy("Profiling"),
}
EFFECTS: Words = {
    "register": gettext_lazy("Registers a prospect"),
    "agree": gettext_lazy("Writes down that they agree"),
    "tag": gettext_lazy("Tags the conversation"),
    "hand-over": gettext_lazy("Hands over to a person"),
}


def tell_when(when: When, actor: Actor) -> Iterator[tuple[str | Promise, str]]:
    """What a service answers: label and value for each bound it has."""
    yield HOW[when.how], " · ".join(when.words)
    if when.channel:
        labels = {one.name: str(one.label) for one in list_channels()}
        yield _("Channel"), labels.get(when.channel, when.channel)
    if when.language:
        yield _("Language"), when.language
    if when.low is not None or when.high is not None:
        low, high = ("" if one is None else format(one, "f") for one in (when.low, when.high))
        yield _("First number in it"), f"{low} – {high}".strip()
    if when.hours != "always":
        yield _("Time of day"), str(HOURS[when.hours])
    if when.begins:
        yield _("Time of day"), f"{when.begins} – {when.ends}"
    if when.conditions:
        yield _("Customers"), tell_conditions(when.conditions, actor)


def tell_then(definition: Definition) -> Iterator[tuple[str | Promise, str]]:
    """What a service does: label and value."""
    then: Then = definition.then
    for at, step in enumerate(definition.questions, 1):
        yield _("Question %(number)s") % {"number": at}, f"{step.question} ({QUESTIONS[step.kind]})"
    if then.answer:
        yield _("Answer"), then.answer
    if then.instead:
        yield _("If something is missing"), then.instead
    if then.look_up:
        look_up = find_look_up(then.look_up)
        yield _("Looks up"), str(look_up.label) if look_up else then.look_up
    if then.purpose:
        yield EFFECTS["agree"], str(PURPOSES.get(then.purpose, then.purpose))
    if then.registers:
        yield EFFECTS["register"], _("Yes")
    if then.tag:
        yield EFFECTS["tag"], then.tag
    if then.hand_over:
        yield EFFECTS["hand-over"], _("Yes")


def tell_conditions(text: str, actor: Actor) -> str:
    """Return the conditions of customers in words."""
    try:
        return str(describe(parse(text), "customer", actor=actor))
    except InvalidFilter:
        return text


def name_accounts(actor: Actor) -> list[tuple[str, str]]:
    """Return ids and names of the addresses of the business, none to whoever may not see them."""
    if not actor.may("view", "channel"):
        return []
    rows = list_accounts(actor).order_by("channel", "name", "id")[:SHOWN]
    return [(str(row.id), f"{row.name} ({row.address})") for row in rows]
