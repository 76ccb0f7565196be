"""The hypertext of messages: cleaned of whatever acts; pictures of strangers' servers only when asked for."""

import re
from collections.abc import Mapping
from html import unescape

import nh3

_TAGS = nh3.ALLOWED_TAGS | {"font", "big", "u", "s", "main", "section"}
_EVERYWHERE = {"align", "dir", "lang", "title", "style", "valign", "width", "height", "bgcolor"}
_ATTRIBUTES = {
    **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()},
    "*": _EVERYWHERE,
    "font": {"color", "face", "size"},
    "table": {"border", "cellpadding", "cellspacing", "align", "bgcolor", "width", "summary"},
    "img": {"src", "alt", "width", "height", "align", "border"},
}
_STYLES = {
    *("color", "background-color", "font", "font-family", "font-size", "font-style", "font-weight"),
    *("text-align", "text-decoration", "vertical-align", "line-height", "letter-spacing", "white-space"),
    *("margin", "margin-top", "margin-right", "margin-bottom", "margin-left", "padding", "padding-top"),
    *("padding-right", "padding-bottom", "padding-left", "border", "border-top", "border-right"),
    *("border-bottom", "border-left", "border-collapse", "border-radius", "border-color", "border-spacing"),
    *("width", "max-width", "min-width", "height", "display", "list-style-type", "direction"),
}
_SOURCE = re.compile(r"""(<img\b[^>]*?\bsrc=")([^"]*)(")""", re.IGNORECASE)


def clean_html(page: str) -> str:
    """Return a page with text, tables, pictures and plain styles: no scripts, forms, frames, or addresses but
    web, mail and the letter's own pictures (`cid:`).
    """
    return nh3.clean(
        page.replace("\0", ""),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel", "cid"},
        filter_style_properties=_STYLES,
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
        clean_content_tags={"script", "style", "title", "head"} - _TAGS,
    )


def place_pictures(page: str, own: Mapping[str, str], *, remote: bool) -> tuple[str, int]:
    """Return a cleaned page with its own pictures put in (`own`: content id → data address), and how many
    pictures of strangers' servers were left out.
    """
    left = 0

    def place(found: re.Match[str]) -> str:
        nonlocal left
        source = unescape(found[2])
        if source.lower().startswith("cid:"):
            return f"{found[1]}{own.get(source[4:], '')}{found[3]}"
        if remote and source.lower().startswith("https://"):
            return found[0]
        left += source.lower().startswith(("http://", "https://"))
        return f"{found[1]}{found[3]}"

    return _SOURCE.sub(place, page), left


def content_ids(page: str) -> set[str]:
    """Return the content ids of the pictures a page shows."""
    sources = (unescape(found[2]) for found in _SOURCE.finditer(page))
    return {source[4:] for source in sources if source.lower().startswith("cid:")}
