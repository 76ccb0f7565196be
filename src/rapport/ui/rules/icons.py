"""Icons of the lucide package as inline SVG text, read once each."""

from functools import lru_cache

from lucide.jinja import lucide

APP_SIZES = (180, 192, 512)
"""The sides in pixels of the product's own icon, for those who install it."""


@lru_cache(maxsize=512)
def draw_icon(name: str, size: int = 16) -> str:
    """Decorative SVG (hidden from screen readers); the name is checked by lucide, never user input."""
    svg = str(
        lucide(name, size=size, stroke_width="1.75", aria_hidden="true", focusable="false", class_="icon")
    )
    return " ".join(svg.replace('class-="icon"', "").replace("<svg ", '<svg class="icon" ', 1).split())
