"""Images from outside: four formats, bounded pixels, always drawn anew, so that no other content travels
along.
"""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from rapport.kernel.doors.refusal import Refused

FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
MAX_PIXELS = 40_000_000
MAX_BYTES = 20_000_000
QUALITIES = (85, 70, 55, 40)
"""Of JPEG, tried in this order before a picture gets smaller."""
SMALLEST_SIDE = 32


@dataclass(frozen=True, slots=True)
class CleanImage:
    """A re-encoded picture without metadata: PNG where it has transparency, otherwise JPEG."""

    body: bytes
    media_type: str
    width: int
    height: int


def clean_image(body: bytes, *, longest_side: int = 2048) -> CleanImage:
    """Return the first frame of a picture, turned upright, at most `longest_side` pixels long, drawn anew
    in sRGB modes.

    Raises Refused for other formats, more than 40 million pixels, more than 20 MB, or a broken file.
    """
    drawn = _draw(body, longest_side)
    drawn.thumbnail((longest_side, longest_side))
    clear = drawn.mode == "RGBA"
    return _saved(drawn, "PNG" if clear else "JPEG")


def fit_image(body: bytes, *, width: int, height: int, most_bytes: int) -> CleanImage:
    """Return a picture drawn anew that fits: at most so many pixels, lying or standing, and so many bytes.

    Sharpness goes first, then size; what is clear in it becomes white where a PNG would be too large.
    Raises Refused as `clean_image` does, and for fewer bytes than any picture of 32 pixels takes.
    """
    drawn = _draw(body, max(width, height))
    drawn.thumbnail((width, height) if drawn.width >= drawn.height else (height, width))
    if drawn.mode == "RGBA":
        clear = _saved(drawn, "PNG")
        if len(clear.body) <= most_bytes:
            return clear
        white = Image.new("RGB", drawn.size, "white")
        white.paste(drawn, mask=drawn.getchannel("A"))
        drawn = white
    while True:
        for quality in QUALITIES:
            made = _saved(drawn, "JPEG", quality=quality)
            if len(made.body) <= most_bytes:
                return made
        if max(drawn.size) <= SMALLEST_SIDE:
            raise Refused("The picture cannot be made so small.", code="image_too_large")
        drawn.thumbnail((max(drawn.width * 3 // 4, 1), max(drawn.height * 3 // 4, 1)))


def _draw(body: bytes, longest_side: int) -> Image.Image:
    """Return the first frame upright in one of two modes, its format and pixels judged before any is read."""
    if len(body) > MAX_BYTES:
        raise Refused("The picture is larger than 20 MB.", code="image_too_large")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(body), formats=FORMATS) as opened:
                if opened.width * opened.height > MAX_PIXELS:
                    raise Refused("The picture has more than 40 million pixels.", code="image_too_large")
                opened.draft("RGB", (longest_side, longest_side))
                upright = ImageOps.exif_transpose(opened)
                clear = "A" in upright.getbands() or "transparency" in upright.info
                drawn = upright.convert("RGBA" if clear else "RGB")
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        Image.DecompressionBombError,
    ) as error:
        raise Refused(
            "This is not a picture we can read (JPEG, PNG, GIF, WebP).", code="image_unreadable"
        ) from error
    return drawn


def _saved(drawn: Image.Image, kind: str, *, quality: int = 75) -> CleanImage:
    drawn.info.clear()
    out = io.BytesIO()
    drawn.save(out, kind, optimize=True, quality=quality)
    return CleanImage(out.getvalue(), f"image/{kind.lower()}", drawn.width, drawn.height)
