"""How a message is shown: one page for each picture, the words below the first (SMIL 2.0)."""

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from rapport.collaborative.mms.rules.parts import Part

PAGE_SECONDS = 8
_HEAD = (
    "<smil><head><layout><root-layout/>"
    '<region id="Image" top="0" left="0" height="70%" width="100%" fit="meet"/>'
    '<region id="Text" top="70%" left="0" height="30%" width="100%"/>'
    "</layout></head><body>"
)


def write_smil(parts: Sequence[Part]) -> bytes:
    """Return the pages of a message: what is seen or heard, each on its own, the words on the first."""
    words = [_element("text", one, "Text") for one in parts if one.media_type == "text/plain"]
    shown = [_element(*kind, one) for one in parts if (kind := _kind(one))] or [""]
    pages = [[shown[0], *words], *([one] for one in shown[1:])]
    body = "".join(f'<par dur="{PAGE_SECONDS}s">{"".join(page)}</par>' for page in pages)
    return f"{_HEAD}{body}</body></smil>".encode()


def _kind(part: Part) -> tuple[str] | None:
    main = part.media_type.partition("/")[0]
    return {"image": ("img",), "audio": ("audio",), "video": ("video",)}.get(main)


def _element(tag: str, part: Part, region: str = "") -> str:
    place = region or ("" if tag == "audio" else "Image")
    shown = f" region={quoteattr(place)}" if place else ""
    return f"<{tag} src={quoteattr(f'cid:{part.content_id}')}{shown}/>"
