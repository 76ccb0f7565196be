"""Icons of the lucide package as inline SVG text, read once each."""

import re
from functools import lru_cache

from lucide.jinja import lucide

_DRAWN = re.compile(r'<svg[^>]*viewBox="(?P<box>[\d .]+)"[^>]*>(?P<shapes>.*)</svg>', re.DOTALL)
"""How lucide draws; lines and caps are the style sheet's, so that a page does not say them for each icon."""
APP_SIZES = (180, 192, 512)
"""The sides in pixels of the product's own icon, for those who install it."""


@lru_cache(maxsize=512)
def draw_icon(name: str, size: int = 16) -> str:
    """Decorative SVG (hidden from screen readers); the name is checked by lucide, never user input."""
    drawn = _DRAWN.fullmatch(str(lucide(name, size=size)).strip())
    assert drawn is not None, "lucide draws in another way now"
    shapes = " ".join(drawn["shapes"].split()).replace(" />", "/>").replace("> <", "><")
    return (
        f'<svg class="icon" width="{size}" height="{size}" viewBox="{drawn["box"]}" '
        f'aria-hidden="true">{shapes}</svg>'
    )
