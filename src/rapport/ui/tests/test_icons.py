"""Icons as lines of the style sheet: each is drawn where the shapes of lucide are."""

import pytest
from lucide.jinja import lucide
from playwright.sync_api import Page

from rapport.ui.rules.icons import OFTEN, draw_icon, draw_often
from rapport.ui.rules.lines import draw_line

# How many points of a grid are inked in the one drawing and not in the other.
DIFFER = """icons => {
  const inked = (icon, point) => [...icon.children].some(shape => shape.isPointInStroke?.(point));
  let differing = 0;
  for (let x = 0.3; x < 24; x += 1) for (let y = 0.3; y < 24; y += 1) {
    const point = new DOMPoint(x, y);
    if (inked(icons.children[0], point) !== inked(icons.children[1], point)) differing += 1;
  }
  return differing;
}"""


@pytest.mark.parametrize(
    ("shape", "line"),
    [
        ('<path d="M5 12h14"/>', "M5 12h14"),
        ('<path d="m6 9 6 6"/>', "M0 0m6 9 6 6"),
        ('<circle cx="9" cy="7" r="4"/>', "M5 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z"),
        ('<line x1="2" y1="4" x2="9" y2="5"/>', "M2 4L9 5"),
        ('<polyline points="1 2 3 4"/>', "M1 2 3 4"),
        ('<polygon points="1 2 3 4 5 1"/>', "M1 2 3 4 5 1z"),
        ('<path d="M1 1"/><path d="m2 2h1"/>', "M1 1M0 0m2 2h1"),
    ],
)
def test_a_shape_becomes_a_line(shape: str, line: str) -> None:
    assert draw_line(shape) == line


def test_a_shape_nobody_foresaw_is_refused() -> None:
    with pytest.raises(KeyError):
        draw_line('<text x="1"/>')


@pytest.mark.browser
def test_every_line_is_drawn_where_its_shapes_are(page: Page) -> None:
    names = sorted(OFTEN)
    rows = "".join(f"<div>{lucide(name)}{draw_icon(name, 24)}</div>" for name in names)
    pen = "* { stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round }"
    page.set_content(f"<style>{draw_often()} {pen}</style>{rows}")
    told = [row.evaluate(DIFFER) for row in page.query_selector_all("div")]
    # The very edge of a curve may fall to either side: an ellipse is not flattened as two arcs are.
    assert {name: many for name, many in zip(names, told, strict=True) if many > 4} == {}
