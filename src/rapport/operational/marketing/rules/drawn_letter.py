"""A letter's hypertext: its blocks as MJML, which mail programs of all ages are served from."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

LEAVE, PIXEL = "link.leave", "link.pixel"
TAGS = re.compile(r"(\{\{.*?\}\})", re.DOTALL)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_PIXEL = re.compile(r'<img src="\{\{link\.pixel\}\}"[^>]*/?>')


@dataclass(frozen=True, slots=True)
class Brand:
    """How the business's letters look and who sends them; `logo` is a picture's address.

    `footer` stands below every letter; `language` is the business's own. `plain` is for what carries words
    alone: a short message, what a caller says (`channel`), a letter on paper.
    """

    name: str
    colour: str = "#1f5fbf"
    logo: str = ""
    address: str = ""
    footer: str = ""
    language: str = "en"
    plain: bool = False
    channel: str = "email"
    leave_text: str = "Unsubscribe"


def link_place(links: Sequence[str], url: str) -> str:
    """Return the place a letter's link stands in."""
    return f"{{{{link.{links.index(url) + 1}}}}}"


def write_mjml(
    preheader: str, blocks: Sequence[Mapping[str, str]], links: Sequence[str], brand: Brand
) -> str:
    """Return the letter as MJML, its places still to be filled."""
    colour = brand.colour if _COLOUR.fullmatch(brand.colour) else Brand("").colour
    drawn = "".join(_DRAWN[block["kind"]](block, links, colour) for block in blocks)
    name = escape(brand.name)
    logo = f'<mj-image src="{escape(brand.logo)}" alt="{name}" width="160px" align="left" />'
    top = logo if brand.logo else ""
    head = (
        '<mj-head><mj-attributes><mj-all font-family="Helvetica, Arial, sans-serif" />'
        '<mj-text font-size="16px" line-height="1.5" color="#222222" /></mj-attributes>'
        f"<mj-preview>{quote(preheader)}</mj-preview></mj-head>"
    )
    lines = (brand.name, *brand.address.splitlines(), *brand.footer.splitlines())
    where = "<br />".join(escape(line) for line in lines)
    foot = (
        '<mj-section padding="8px"><mj-column><mj-text font-size="12px" color="#595959">'
        f'{where}<br /><a href="{{{{{LEAVE}}}}}" style="color:#595959">{escape(brand.leave_text)}</a>'
        "</mj-text>"
        f'</mj-column></mj-section><mj-raw><img src="{{{{{PIXEL}}}}}" width="1" height="1" alt="" /></mj-raw>'
    )
    return (
        f'<mjml>{head}<mj-body background-color="#f4f4f4">'
        '<mj-section background-color="#ffffff" padding="16px">'
        f"<mj-column>{top}{drawn}</mj-column></mj-section>"
        f"{foot}</mj-body></mjml>"
    )


def without_pixel(html: str) -> str:
    """Return hypertext without the picture that tells of opening, for letters that tell nothing."""
    return _PIXEL.sub("", html)


def quote(text: str) -> str:
    """Return a text as hypertext, its places as they are: those are escaped when they are filled."""
    parts = TAGS.split(text)
    return "".join(part if at % 2 else escape(part) for at, part in enumerate(parts))


def _draw_heading(block: Mapping[str, str], links: Sequence[str], colour: str) -> str:
    heading = f'<h1 style="margin:0;font-size:26px">{quote(block["text"])}</h1>'
    return f'<mj-text font-size="26px" font-weight="bold">{heading}</mj-text>'


def _draw_text(block: Mapping[str, str], links: Sequence[str], colour: str) -> str:
    paragraphs = re.split(r"\n\s*\n", block["text"].strip())
    drawn = "".join(
        f'<p style="margin:0 0 12px">{quote(one).replace(chr(10), "<br />")}</p>'
        for one in paragraphs
        if one.strip()
    )
    return f"<mj-text>{drawn}</mj-text>"


def _draw_button(block: Mapping[str, str], links: Sequence[str], colour: str) -> str:
    painted = f'background-color="{colour}" color="#ffffff" align="left"'
    return f'<mj-button href="{link_place(links, block["url"])}" {painted}>{quote(block["text"])}</mj-button>'


def _draw_picture(block: Mapping[str, str], links: Sequence[str], colour: str) -> str:
    leads = f' href="{link_place(links, block["href"])}"' if block["href"] else ""
    return f'<mj-image src="{escape(block["url"])}" alt="{quote(block["text"])}"{leads} />'


def _draw_divider(block: Mapping[str, str], links: Sequence[str], colour: str) -> str:
    return '<mj-divider border-width="1px" border-color="#cccccc" />'


_DRAWN: dict[str, Callable[[Mapping[str, str], Sequence[str], str], str]] = {
    "heading": _draw_heading,
    "text": _draw_text,
    "button": _draw_button,
    "picture": _draw_picture,
    "divider": _draw_divider,
}
