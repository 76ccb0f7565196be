"""Letters that are only a text, for rooms without an editor of blocks, dressed as the business's letters."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from uuid import UUID

import mrml

from rapport.collaborative.delivery.api import MassDraft, draw_token
from rapport.customers.party.api import CustomerState
from rapport.kernel.identity.api import Actor
from rapport.kernel.merge_text.api import MergeText, fill, parse
from rapport.operational.marketing.operations.checking import read_brand
from rapport.operational.marketing.operations.dressing import values_of
from rapport.operational.marketing.rules.content import Letter, write_letter
from rapport.operational.marketing.rules.drawn_letter import LEAVE, PIXEL

_BUTTON = re.compile(r"> (?P<text>[^|\n]+) \| (?P<url>https?://\S+)")
_PIXEL = re.compile(r'<img src="\{\{link\.pixel\}\}"[^>]*/?>')


@dataclass(frozen=True, slots=True)
class PlainLetter:
    """A letter ready to be filled for each customer; its links lead straight to where they say."""

    letter: Letter
    html: MergeText

    def write(self, party_id: UUID, address: str, state: CustomerState) -> MassDraft:
        """Return the letter as one customer gets it; raises `Unfilled` where a place has nothing in it."""
        token, leave = draw_token()
        links = {f"link.{number}": url for number, url in enumerate(self.letter.links, start=1)}
        values = values_of(state) | links | {LEAVE: leave, PIXEL: ""}
        return MassDraft(
            party_id=party_id,
            address=address,
            subject=fill(self.letter.subject, values),
            text=fill(self.letter.text, values),
            token=token,
            html=fill(self.html, values, escape=escape),
        )


def dress_plain(subject: str, text: str, *, actor: Actor) -> PlainLetter:
    """Return a letter of a text; a line `# words` is a heading, `> words | https://…` a button.

    Raises `Invalid` where subject or text is empty or asks for what customers do not have.
    """
    letter = write_letter(subject, "", list(_blocks(text)), read_brand(actor))
    html = _PIXEL.sub("", str(mrml.to_html(letter.mjml).content))
    return PlainLetter(letter, parse(html))


def _blocks(text: str) -> Iterable[dict[str, str]]:
    for part in re.split(r"\n\s*\n", text.strip()):
        button = _BUTTON.fullmatch(part.strip())
        if button:
            yield {"kind": "button", "text": button["text"], "url": button["url"]}
        elif part.startswith("# ") and "\n" not in part:
            yield {"kind": "heading", "text": part[2:]}
        elif part.strip():
            yield {"kind": "text", "text": part}
