"""How a letter looks to a real customer of its audience."""

from dataclasses import replace
from uuid import UUID

from rapport.collaborative.delivery.api import MassDraft
from rapport.customers.party.api import get_customer
from rapport.kernel.errors import Missing
from rapport.kernel.filters.api import get_kind, narrow, parse
from rapport.kernel.identity.api import Actor
from rapport.kernel.merge_text.api import parse as parse_text
from rapport.operational.marketing.contracts import CampaignLine
from rapport.operational.marketing.operations.dressing import dress, write_draft
from rapport.operational.marketing.rules.drawn_letter import without_pixel

EXAMPLES = 8


def list_examples(line: CampaignLine, actor: Actor) -> list[tuple[UUID, str]]:
    """Return some customers of the audience with their names, those that were entered first."""
    tree = parse(dict(line.audience)) if line.audience else parse("")
    rows = narrow(get_kind("customer").rows(actor), tree, "customer", actor=actor)
    return list(rows.order_by("id").values_list("id", "name")[:EXAMPLES])


def preview_letter(line: CampaignLine, code: str, party_id: UUID, *, actor: Actor) -> MassDraft:
    """Return a letter as a customer would get it; nothing of it is kept, and its way out leads nowhere.

    It is without the picture that tells of opening: whoever looks at a preview opens nothing.

    Raises `Missing` (no such letter, no such customer), `Invalid` naming what cannot be filled.
    """
    state = get_customer(party_id, actor=actor)
    letters = dress(line, actor)
    if code not in letters:
        raise Missing("There is no such letter.")
    silent = replace(letters[code], html=parse_text(without_pixel(letters[code].source)))
    return write_draft(party_id, "", state, silent)
