"""The image door: formats, pixels, metadata, and nothing else travels."""

import io

import pytest
from PIL import Image

from rapport.kernel.doors import images
from rapport.kernel.doors.api import Refused, clean_image


def drawn(format: str, mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, format)
    return out.getvalue()


@pytest.mark.parametrize(
    ("format", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/jpeg"), ("WEBP", "image/jpeg")]
)
def test_pictures_are_drawn_anew(format: str, media_type: str) -> None:
    clean = clean_image(drawn(format) + b"<script>alert(1)</script>")
    assert clean.media_type == media_type
    assert b"script" not in clean.body
    assert (clean.width, clean.height) == (60, 40)


def test_transparency_stays() -> None:
    assert clean_image(drawn("PNG", "RGBA")).media_type == "image/png"


def test_metadata_goes_and_the_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "secret place"
    out = io.BytesIO()
    Image.new("RGB", (60, 40)).save(out, "JPEG", exif=exif)
    clean = clean_image(out.getvalue())
    assert (clean.width, clean.height) == (40, 60)
    assert b"secret" not in clean.body


def test_long_sides_shrink() -> None:
    assert clean_image(drawn("PNG", size=(400, 100)), longest_side=100).width == 100


@pytest.mark.parametrize(
    "body", [b"", b"<svg onload='x()'/>", b"GIF89a", b"\xff\xd8\xff", drawn("BMP"), drawn("PNG")[:60]]
)
def test_others_are_refused(body: bytes) -> None:
    with pytest.raises(Refused) as refusal:
        clean_image(body)
    assert refusal.value.code == "image_unreadable"


def test_pixel_bombs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MAX_PIXELS", 1_000)
    with pytest.raises(Refused) as refusal:
        clean_image(drawn("PNG"))
    assert refusal.value.code == "image_too_large"
