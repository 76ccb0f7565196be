"""Pictures customers send by telephone: a cup, drawn here."""

import io
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFilter


@lru_cache(maxsize=2)
def draw_cup(*, chipped: bool) -> bytes:
    """Return a picture of a cup as JPEG, where wanted with a chip in its rim."""
    board = Image.new("RGB", (640, 480), "#c9a77c")
    drawn = ImageDraw.Draw(board)
    for at in range(0, 640, 80):
        drawn.line((at, 0, at + 30, 480), fill="#b8946a", width=3)
    drawn.ellipse((130, 330, 520, 430), fill="#8a6a48")
    drawn.ellipse((430, 170, 560, 310), outline="#e9efe9", width=26)
    drawn.rounded_rectangle((150, 130, 470, 390), 90, fill="#eef3ee")
    drawn.ellipse((150, 90, 470, 180), fill="#f8fbf8")
    drawn.ellipse((175, 105, 445, 168), fill="#7a4a1e")
    drawn.arc((190, 200, 430, 340), 20, 160, fill="#3f7d6d", width=10)
    if chipped:
        drawn.polygon(((250, 160), (300, 180), (282, 222), (262, 196)), fill="#c9a77c")
        drawn.line((282, 222, 296, 300), fill="#9aa69c", width=3)
    out = io.BytesIO()
    board.filter(ImageFilter.GaussianBlur(1.2)).save(out, "JPEG", quality=80)
    return out.getvalue()
