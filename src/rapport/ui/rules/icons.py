"""Icons of the lucide package: those on most pages are lines of the style sheet, others inline SVG."""

import re
from functools import lru_cache

from lucide.jinja import lucide

from rapport.ui.rules.lines import draw_line

_DRAWN = re.compile(r'<svg[^>]*viewBox="(?P<box>[\d .]+)"[^>]*>(?P<shapes>.*)</svg>', re.DOTALL)
"""How lucide draws; lines and caps are the style sheet's, so that a page does not say them for each icon."""
APP_SIZES = (180, 192, 512)
"""The sides in pixels of the product's own icon, for those who install it."""
_OFTEN = """
activity app-window arrow-down arrow-up arrow-up-down arrow-up-right badge-cent bell bookmark
bookmark-plus calendar calendar-days check chevron-down chevron-left chevron-right circle-alert
circle-check circle-dot circle-user-round clipboard-list coins columns-3 copy copy-check database download
ellipsis file gem group hash heart-handshake history house inbox key-round keyboard languages
layout-dashboard list-checks list-filter loader log-out mail map-pin megaphone menu merge moon network
package pencil phone plug plus radio-tower receipt rows-3 search settings shapes shield-check shield-user
shopping-bag smartphone smile sparkles sprout square-kanban store sun sun-moon table-2 tag telescope
trash-2 triangle-alert undo-2 upload user user-x users wallet waypoints webhook x zap
"""
OFTEN = frozenset(_OFTEN.split())
"""What the frame, lists and records draw: browsers keep them with the style sheet, no page brings them."""
_RULE = """.i-%s { & path { d: path("%s") } @supports not (d: path("M0 0")) { mask-image: \
url("data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='%s' fill='none' stroke='black' \
stroke-width='1.75' stroke-linecap='round' stroke-linejoin='round'><path d='%s'/></svg>") } }
"""


@lru_cache(maxsize=512)
def draw_icon(name: str, size: int = 16) -> str:
    """Decorative SVG (hidden from screen readers); the name is checked by lucide, never user input."""
    box, shapes = _read(name)
    kind, shapes = (f" i-{name}", "<path/>") if name in OFTEN else ("", shapes)
    return (
        f'<svg class="icon{kind}" width="{size}" height="{size}" viewBox="{box}" aria-hidden="true">'
        f"{shapes}</svg>"
    )


def draw_often() -> str:
    """The icons most pages show as rules of a style sheet: the line of each, once.

    A line is drawn as text is. A mask, which is what browsers without `d` get, is a picture of its own to be
    decoded and a layer to be put together for every icon of every page: half of what painting a record took.
    """
    rules = []
    for name in sorted(OFTEN):
        box, shapes = _read(name)
        line = draw_line(shapes)
        rules.append(_RULE % (name, line, box, line))
    return f"@layer parts {{\n{''.join(rules)}}}\n"


def _read(name: str) -> tuple[str, str]:
    drawn = _DRAWN.fullmatch(str(lucide(name)).strip())
    assert drawn is not None, "lucide draws in another way now"
    return drawn["box"], " ".join(drawn["shapes"].split()).replace(" />", "/>").replace("> <", "><")
