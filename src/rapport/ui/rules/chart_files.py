"""A chart as a file for papers: the specification of the page in the colours of the light theme, on white."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from rapport.ui.rules.charts import (
    CARD,
    FONT,
    INK,
    LINE,
    MUTED,
    SERIES,
    at_width,
    in_language,
    load_converter,
)
from rapport.ui.rules.pdf_pages import join_pages

Format = Literal["svg", "png", "pdf"]
TYPES: dict[Format, str] = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
_SIZE = re.compile(r'<svg[^>]*? width="([\d.]+)"[^>]*? height="([\d.]+)"')
WIDTH = 960
"""Of the drawing, in points; a picture of dots has two a point."""
PAPER_FONT = "Inter, Noto Sans, Noto Sans CJK SC, DejaVu Sans, sans-serif"
PAPER: dict[str, str] = {
    **dict(
        zip(
            SERIES,
            ("#4355c4", "#d0762b", "#23867a", "#a94a8c", "#7d6bc9", "#8a7b17", "#3f7fb8", "#6c7280"),
            strict=True,
        )
    ),
    INK: "#1b1d26",
    MUTED: "#646a7a",
    LINE: "#e8e8ee",
    CARD: "#ffffff",
}
"""The light theme's colours for the marked ones (see `css/tokens.css`)."""


def draw_file(spec: Mapping[str, Any], kind: Format) -> bytes:
    """The chart as a file of this kind."""
    converter = load_converter()
    paper = _on_white(spec, WIDTH)
    if kind == "png":
        return bytes(converter.vegalite_to_png(paper, scale=2, allowed_base_urls=[]))
    if kind == "pdf":
        return bytes(converter.vegalite_to_pdf(paper, allowed_base_urls=[]))
    return str(converter.vegalite_to_svg(paper, allowed_base_urls=[])).encode()


def draw_for_page(spec: Mapping[str, Any], width: int, name: str, locale: str) -> tuple[str, float, float]:
    """The chart as SVG to be set into another drawing, with its size; names in it begin with `name`."""
    paper = _on_white(in_language(spec, locale), width)
    svg = str(load_converter().vegalite_to_svg(paper, allowed_base_urls=[]))
    for mark in ('id="', "url(#", 'href="#'):
        svg = svg.replace(mark, f"{mark}{name}-")
    size = _SIZE.search(svg)
    return svg, float(size[1]) if size else float(width), float(size[2]) if size else 200.0


def write_drawing(svgs: Sequence[str], kind: Literal["png", "pdf"]) -> bytes:
    """Drawings as one file: a page each, or the first as a picture."""
    converter = load_converter()
    if kind == "png":
        return bytes(converter.svg_to_png(svgs[0], scale=2))
    return join_pages([bytes(converter.svg_to_pdf(one)) for one in svgs])


def _on_white(spec: Mapping[str, Any], width: int) -> Any:
    """Return the specification as paper wants it: the light theme's colours, fonts a machine has."""
    text = json.dumps({**at_width(spec, width), "background": "#ffffff"}, default=str)
    for marked, colour in PAPER.items():
        text = text.replace(marked, colour)
    return json.loads(text.replace(json.dumps(FONT), json.dumps(PAPER_FONT)))
