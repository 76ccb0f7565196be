"""Letters made ready once, and filled for each customer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from uuid import UUID

import mrml
from django.urls import reverse

from rapport.collaborative.delivery.api import MassDraft, draw_token
from rapport.customers.party.api import CustomerState
from rapport.kernel.identity.api import Actor, absolute
from rapport.kernel.merge_text.api import MergeText, fill, parse
from rapport.operational.marketing.contracts import CampaignLine
from rapport.operational.marketing.operations.checking import letter_of, read_brand
from rapport.operational.marketing.rules.by_hand import BY_HAND
from rapport.operational.marketing.rules.content import PLACES, Letter
from rapport.operational.marketing.rules.drawn_letter import LEAVE, PIXEL


@dataclass(frozen=True, slots=True)
class Dressed:
    """A letter with its hypertext, ready to be filled; `numbers` are its links' among all of the campaign.

    A link of number 0 leads straight to where it says.
    `source` is the hypertext with its places still in it.
    """

    letter: Letter
    html: MergeText
    source: str
    numbers: tuple[int, ...]


def dress(line: CampaignLine, actor: Actor) -> dict[str, Dressed]:
    """Return a campaign's letters by code, each with the hypertext its MJML becomes; raises `Invalid`.

    What goes out by hand leads straight to where it says, and a partner writes what it likes.
    """
    brand = read_brand(actor, line.channel)
    if line.channel == "partner":
        return {}
    letters = {one.code: letter_of(one, brand) for one in line.variants}
    links = all_links(letters.values()) if line.channel not in BY_HAND else []
    return {code: _dress(letter, links) for code, letter in letters.items()}


def _dress(letter: Letter, links: Sequence[str]) -> Dressed:
    source = mrml.to_html(letter.mjml).content if letter.mjml else ""
    numbers = tuple(links.index(one) + 1 if one in links else 0 for one in letter.links)
    return Dressed(letter, parse(source), source, numbers)


def all_links(letters: Iterable[Letter]) -> list[str]:
    """Return where the letters of a campaign lead, each place once; a link's number is its place here."""
    return list(dict.fromkeys(url for letter in letters for url in letter.links))


def write_draft(
    party_id: UUID,
    address: str,
    state: CustomerState,
    dressed: Dressed,
    *,
    more: Mapping[str, str] | None = None,
) -> MassDraft:
    """Return a letter as one customer gets it; raises `Unfilled` where a place has nothing in it.

    `more` fills places beside those of customers.
    """
    token, leave = draw_token()
    opened = absolute(reverse("campaign_opened", args=(token,)))
    values = values_of(state) | dict(more or {}) | {LEAVE: leave, PIXEL: opened}
    for place, number in enumerate(dressed.numbers, start=1):
        straight = dressed.letter.links[place - 1]
        tracked = absolute(reverse("campaign_follow", args=(token, number)))
        values[f"link.{place}"] = tracked if number else straight
    return MassDraft(
        party_id=party_id,
        address=address,
        subject=fill(dressed.letter.subject, values),
        text=fill(dressed.letter.text, values),
        token=token,
        html=fill(dressed.html, values, escape=escape),
    )


def write_words(dressed: Dressed, state: CustomerState) -> str:
    """Return what a letter by hand says to one customer: its words, and where they lead as they are."""
    links = {f"link.{number}": url for number, url in enumerate(dressed.letter.links, start=1)}
    return fill(dressed.letter.text, values_of(state) | links)


def values_of(state: CustomerState) -> dict[str, str]:
    """Return what of a customer letters may say."""
    return {name: str(getattr(state, name)) for name in PLACES}
