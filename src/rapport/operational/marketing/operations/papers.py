"""Letters on paper, filled for the people of an address file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapport.customers.party.api import load_states
from rapport.kernel.identity.api import Actor
from rapport.kernel.tenancy.api import get_own_tenant
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


def write_letters(
    line: CampaignLine, some: Sequence[Addressed], name_country: Callable[[str], str], *, actor: Actor
) -> list[Paper]:
    """Return the letters of some recipients in their order; raises `Invalid` where one cannot be filled.

    Addresses abroad end with their country's name in capitals, as the Universal Postal Union asks.
    """
    home = get_own_tenant(actor.tenant_id).country
    letters, states = dress(line, actor), load_states([one.party_id for one in some])
    subjects = {one.code: one.subject for one in line.variants}
    papers = []
    for one in some:
        words = write_words(letters[one.letter], states[one.party_id])
        parts = tuple(part.strip() for part in words.split("\n\n") if part.strip())
        country = one.fields.get("country", "")
        abroad = (name_country(country).upper(),) if country and country != home else ()
        papers.append(
            Paper((*one.lines, *abroad), subjects.get(one.letter, ""), parts, str(one.reference)[-12:])
        )
    return papers
