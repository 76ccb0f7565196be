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
    drawn.thumbnail((longest_side, longest_side))
    drawn.info.clear()
    out = io.BytesIO()
    drawn.save(out, "PNG" if clear else "JPEG", optimize=True)
    return CleanImage(out.getvalue(), "image/png" if clear else "image/jpeg", drawn.width, drawn.height)
