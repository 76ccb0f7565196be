"""Icons of the lucide package: those on most pages are masks of the style sheet, others inline SVG."""

import re
from functools import lru_cache

from lucide.jinja import lucide

_DRAWN = re.compile(r'<svg[^>]*viewBox="(?P<box>[\d .]+)"[^>]*>(?P<shapes>.*)</svg>', re.DOTALL)
"""How lucide draws; lines and caps are the style sheet's, so that a page does not say them for each icon."""
APP_SIZES = (180, 192, 512)
"""The sides in pixels of the product's own icon, for those who install it."""
_OFTEN = """
activity arrow-down arrow-up arrow-up-down arrow-up-right bell bookmark bookmark-plus building-2 calendar
calendar-days check chevron-down chevron-left chevron-right circle-alert circle-check circle-dot
circle-user-round clipboard-list coins columns-3 copy copy-check database download ellipsis file gem globe
group heart-handshake history house inbox key-round keyboard languages layout-dashboard list-checks
list-filter loader log-in log-out mail map-pin megaphone menu merge moon network package pencil phone plug
plus radio-tower rows-3 search settings shapes shield-check shield-user shopping-bag smile sparkles sprout
square-kanban store sun sun-moon table-2 tag telescope trash-2 triangle-alert undo-2 upload user user-x
users waypoints webhook x zap
"""
OFTEN = frozenset(_OFTEN.split())
"""What the frame, lists and records draw: browsers keep them with the style sheet, no page brings them."""
_MASK = """.i-%s { mask-image: url("data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='%s' \
fill='none' stroke='black' stroke-width='1.75' stroke-linecap='round' stroke-linejoin='round'>%s</svg>") }
"""


@lru_cache(maxsize=512)
def draw_icon(name: str, size: int = 16) -> str:
    """Decorative SVG (hidden from screen readers); the name is checked by lucide, never user input."""
    if name in OFTEN:
        return f'<svg class="icon i-{name}" width="{size}" height="{size}" aria-hidden="true"></svg>'
    box, shapes = _read(name)
    return (
        f'<svg class="icon" width="{size}" height="{size}" viewBox="{box}" aria-hidden="true">{shapes}</svg>'
    )


def draw_masks() -> str:
    """The icons most pages show as rules of a style sheet."""
    drawn = {name: _read(name) for name in sorted(OFTEN)}
    rules = "".join(_MASK % (name, box, shapes.replace('"', "'")) for name, (box, shapes) in drawn.items())
    return f"@layer parts {{\n{rules}}}\n"


def _read(name: str) -> tuple[str, str]:
    drawn = _DRAWN.fullmatch(str(lucide(name)).strip())
    assert drawn is not None, "lucide draws in another way now"
    return drawn["box"], " ".join(drawn["shapes"].split()).replace(" />", "/>").replace("> <", "><")
