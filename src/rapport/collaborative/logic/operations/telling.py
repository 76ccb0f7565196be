"""Answers made ready: places filled with what is known of the customer, what they wrote, what was found."""

from collections.abc import Mapping

from rapport.collaborative.logic.rules.answers import write_number
from rapport.collaborative.logic.rules.deciding import Decision
from rapport.collaborative.logic.rules.meeting import Said
from rapport.kernel.errors import Invalid
from rapport.kernel.merge_text.api import fill, parse


def values_of(decision: Decision, said: Said, name: str, found: Mapping[str, str]) -> dict[str, str]:
    """Return what places are filled with; a form's answers come before the customer's name."""
    known = {
        "name": name,
        "first_name": name.split(" ", maxsplit=1)[0],
        "text": said.text.strip(),
        "rest": decision.rest,
        "number": write_number(said.number) if said.number is not None else "",
    }
    own = dict(decision.answers)
    if "name" in own:
        own["first_name"] = own["name"].split(" ")[0]
    return {**known, **found, **own}


def fill_answer(decision: Decision, values: Mapping[str, str], *, lost: bool) -> str:
    """Return the text of an answer; `instead` of it where nothing was found or a place stays empty.

    Empty where that cannot be filled either: then nothing is said.
    """
    texts = [decision.say]
    if decision.service is not None and decision.acts:
        instead = decision.service.definition.then.instead
        texts = [instead] if lost else [decision.say, instead]
    for text in texts:
        if not text.strip():
            continue
        try:
            return fill(parse(text), values).strip()
        except Invalid:
            continue
    return ""
