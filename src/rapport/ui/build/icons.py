"""The product's own icon in the sizes apps are installed with."""

from pathlib import Path

import vl_convert

from rapport.ui.build import BUILT
from rapport.ui.rules.icons import APP_SIZES


def build_icons(folder: Path = BUILT) -> None:
    """Draw our own icon in pixels; the svg is 32 units wide."""
    folder.mkdir(parents=True, exist_ok=True)
    drawing = (folder.parent / "icon.svg").read_text("utf-8")
    for size in APP_SIZES:
        (folder / f"icon-{size}.png").write_bytes(vl_convert.svg_to_png(drawing, scale=size / 32))
