"""Letters as blocks: what may stand in them, as plain text, and as the MJML the hypertext is made of."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapport.kernel.errors import Invalid, say
from rapport.kernel.merge_text.api import MergeText, list_places, parse
from rapport.operational.marketing.rules.drawn_letter import LEAVE, TAGS, Brand, link_place, write_mjml

PLACES = ("name", "given_name", "family_name", "city", "country")
"""What of a customer a letter may say."""
KINDS = ("heading", "text", "button", "picture", "divider")
MOST_BLOCKS, LONGEST = 40, 20_000


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready to be filled for each customer; `links` are the places it leads to, by number from 1."""

    subject: MergeText
    text: MergeText
    mjml: str
    links: tuple[str, ...]

    def places(self) -> list[str]:
        """Return what of a customer it asks for."""
        asked = [*list_places(self.subject), *list_places(self.text)]
        return [name for name in dict.fromkeys(asked) if name in PLACES]


def check_blocks(blocks: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Return blocks as they are kept; raises `Invalid` naming the block that is wrong."""
    kept = list[dict[str, str]]()
    for number, block in enumerate(blocks):
        kind = block.get("kind")
        if kind not in KINDS:
            raise Invalid(
                "A letter has no such block.", fields={f"blocks.{number}": "There is no such block."}
            )
        names = {"heading": ("text",), "text": ("text",), "button": ("text", "url"), "divider": ()}
        wanted = names.get(kind, ("url", "text", "href"))
        values = {name: str(block.get(name, "")).replace("\r\n", "\n")[:LONGEST] for name in wanted}
        for name in ("url", "href"):
            if values.get(name):
                check_address(values[name], f"blocks.{number}")
        if kind in ("button", "picture") and not values["url"]:
            raise Invalid(
                "Where does it lead?",
                fields={f"blocks.{number}": say("An address beginning with https:// is missing.")},
            )
        kept.append({"kind": kind, **values})
    if len(kept) > MOST_BLOCKS:
        raise Invalid("A letter has at most %(most)s blocks.", values={"most": MOST_BLOCKS})
    return kept


def check_address(url: str, field: str) -> None:
    """Refuse what a browser would not simply open."""
    if not re.fullmatch(r"https?://[^\s<>\"{}]{1,1900}", url):
        raise Invalid("This is no address.", fields={field: say("Addresses begin with https:// or http://.")})


def write_letter(
    subject: str,
    preheader: str,
    blocks: Sequence[Mapping[str, str]],
    brand: Brand,
    *,
    more: Sequence[str] = (),
) -> Letter:
    """Return a letter of its blocks; raises `Invalid` with what is wrong in which text.

    `more` are places beside those of customers, which whoever writes it fills.
    """
    if brand.plain:
        return _write_plain(blocks, brand)
    own = (*PLACES, *more)
    known = (*own, LEAVE)
    if not subject.strip():
        raise Invalid("The letter has no subject.", fields={"subject": say("Write a subject.")})
    if not any(block["kind"] != "divider" for block in blocks):
        raise Invalid("The letter is empty.", fields={"blocks": say("Write something first.")})
    links = list(dict.fromkeys(_links(blocks)))
    texts = [*(_plain(block, links) for block in blocks), "-- \n" + brand.name]
    texts += [one for one in (brand.address, brand.footer) if one]
    text = "\n\n".join(part for part in texts if part)
    places = (*known, *(f"link.{number}" for number in range(1, len(links) + 1)))
    read_subject, read_text = parse(" ".join(subject.split()), own), parse(text, places)
    parse(preheader, own)
    return Letter(read_subject, read_text, write_mjml(preheader, blocks, links, brand), tuple(links))


def _write_plain(blocks: Sequence[Mapping[str, str]], brand: Brand) -> Letter:
    """Return a short message: the words of its blocks, where they lead, and how its reader leaves."""
    if not any(block.get("text", "").strip() for block in blocks):
        raise Invalid("The letter is empty.", fields={"blocks": say("Write something first.")})
    if any(block["kind"] == "picture" for block in blocks):
        wrong = say("Only words go out on this channel.")
        raise Invalid("Only words go out on this channel.", fields={"blocks": wrong})
    links = list(dict.fromkeys(_links(blocks)))
    parts = [_plain(block, links) if block["kind"] == "button" else block.get("text", "") for block in blocks]
    between = "\n\n" if brand.channel == "letter" else "\n"
    text = between.join(part.strip() for part in (*parts, brand.leave_text) if part.strip())
    places = (*PLACES, *(f"link.{number}" for number in range(1, len(links) + 1)))
    return Letter(parse("", ()), parse(text, places), "", tuple(links))


def _links(blocks: Sequence[Mapping[str, str]]) -> Iterable[str]:
    for block in blocks:
        if block["kind"] == "button":
            yield block["url"]
        elif block["kind"] == "picture" and block["href"]:
            yield block["href"]


def _plain(block: Mapping[str, str], links: Sequence[str]) -> str:
    """Return a block as plain text; what leads somewhere names its number."""
    match block["kind"]:
        case "heading":
            return block["text"].upper() if not TAGS.search(block["text"]) else block["text"]
        case "text":
            return block["text"].strip()
        case "button":
            return f"{block['text']}: {link_place(links, block['url'])}"
        case "picture":
            told = block["text"]
            return f"{told}: {link_place(links, block['href'])}" if block["href"] else told
    return "* * *"
