"""A chart as a file for papers: the specification of the page in the colours of the light theme, on white."""

import json
from collections.abc import Mapping
from typing import Any, Literal

from rapport.ui.rules.charts import CARD, INK, LINE, MUTED, SERIES, at_width, load_converter

Format = Literal["svg", "png", "pdf"]
TYPES: dict[Format, str] = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
WIDTH = 960
"""Of the drawing, in points; a picture of dots has two a point."""
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
    text = json.dumps({**at_width(spec, WIDTH), "background": "#ffffff"})
    for marked, colour in PAPER.items():
        text = text.replace(marked, colour)
    paper = json.loads(text)
    if kind == "png":
        return bytes(converter.vegalite_to_png(paper, scale=2, allowed_base_urls=[]))
    if kind == "pdf":
        return bytes(converter.vegalite_to_pdf(paper, allowed_base_urls=[]))
    return str(converter.vegalite_to_svg(paper, allowed_base_urls=[])).encode()
