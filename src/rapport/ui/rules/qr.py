"""QR codes as SVG: one path of dark squares on white, whatever the theme, so that cameras read it."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from typing import cast

EDGE = 4
"""Light squares around it, as the standard wants."""
LONGEST = 600


@lru_cache(maxsize=256)
def draw_qr(content: str) -> str:
    """Return a picture of a text as a QR code (ISO/IEC 18004, level M), 8 units a square; raises ValueError
    for one too long for any camera to read."""
    if not 0 < len(content.encode()) <= LONGEST:
        raise ValueError("A QR code holds 1 to 600 bytes.")
    code = import_module("qrcode").QRCode(border=EDGE, error_correction=0)
    code.add_data(content)
    code.make(fit=True)
    squares = cast("list[list[bool]]", code.get_matrix())
    side = len(squares)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side * 8}" '
        f'height="{side * 8}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/>'
        f'<path fill="#000" d="{"".join(_runs(squares))}"/></svg>'
    )


def _runs(squares: Sequence[Sequence[bool]]) -> Iterator[str]:
    """Yield each run of dark squares of a row as one rectangle."""
    for y, row in enumerate(squares):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                yield f"M{start} {y}h{x - start}v1h-{x - start}z"
            x += 1
