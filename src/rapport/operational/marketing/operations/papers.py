"""Letters on paper, filled for the people of an address file."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapport.customers.party.api import load_states
from rapport.kernel.identity.api import Actor
from rapport.operational.marketing.contracts import CampaignLine
from rapport.operational.marketing.contracts.outcomes import Addressed
from rapport.operational.marketing.operations.dressing import dress, write_words


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter to print: the lines of its address, its heading and its paragraphs."""

    to: tuple[str, ...]
    subject: str
    paragraphs: tuple[str, ...]
    reference: str


def write_letters(line: CampaignLine, some: Sequence[Addressed], *, actor: Actor) -> list[Paper]:
    """Return the letters of some recipients in their order; raises `Invalid` where one cannot be filled."""
    letters, states = dress(line, actor), load_states([one.party_id for one in some])
    subjects = {one.code: one.subject for one in line.variants}
    papers = []
    for one in some:
        words = write_words(letters[one.letter], states[one.party_id])
        parts = tuple(part.strip() for part in words.split("\n\n") if part.strip())
        papers.append(Paper(one.lines, subjects.get(one.letter, ""), parts, str(one.reference)[-12:]))
    return papers
