"""Answers made ready: places filled with what is known of the customer, what they wrote, what was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapport.collaborative.delivery.contracts import Heard
from rapport.collaborative.logic.contracts.looking import Asked, find_look_up
from rapport.collaborative.logic.operations.acting import nobody
from rapport.collaborative.logic.rules.answers import write_number
from rapport.collaborative.logic.rules.deciding import Decision
from rapport.collaborative.logic.rules.meeting import Said
from rapport.customers.party.api import load_names
from rapport.kernel.errors import Invalid
from rapport.kernel.merge_text.api import fill, parse

SURE = ("known", "new")
"""How a customer was found who may hear what is theirs: not who shares an address, nor who only says so."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A message with what was decided about it, and the answer in words."""

    heard: Heard
    said: Said
    decision: Decision
    text: str = ""


def tell(settled: Sequence[Settled]) -> list[Settled]:
    """Put the answers into words, with what each look-up finds for all who asked at once."""
    names = load_names([one.heard.customer_id for one in settled if one.heard.customer_id])
    found = _look_up(settled)
    told = []
    for at, one in enumerate(settled):
        decision = one.decision
        name = ""
        if one.heard.customer_id is not None and one.heard.match in SURE:
            name = names.get(one.heard.customer_id, ("", ""))[0]
        values = values_of(
            decision, one.said, name if name not in nobody(one.heard) else "", found.get(at) or {}
        )
        lost = at in found and found[at] is None
        text = fill_answer(decision, values, lost=lost) if decision.kind not in ("held", "ended") else ""
        told.append(Settled(one.heard, one.said, decision, text))
    return told


def _look_up(settled: Sequence[Settled]) -> dict[int, Mapping[str, str] | None]:
    """What the look-ups of services find, by the place of the message in the batch."""
    asked: dict[str, list[tuple[int, Asked]]] = {}
    for at, one in enumerate(settled):
        service = one.decision.service
        if service is not None and one.decision.acts and service.definition.then.look_up:
            known = one.heard.customer_id if one.heard.match in SURE else None
            rest = " ".join([one.decision.rest, *one.decision.answers.values()]).strip()
            question = Asked(known, rest, one.said.number, one.said.language)
            asked.setdefault(service.definition.then.look_up, []).append((at, question))
    found: dict[int, Mapping[str, str] | None] = {}
    for name, questions in asked.items():
        look_up = find_look_up(name)
        answers = look_up.find([one for _at, one in questions]) if look_up else [None] * len(questions)
        found.update(zip([at for at, _one in questions], answers, strict=True))
    return found


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
