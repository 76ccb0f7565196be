"""A QR code holds its text as the standard writes it, drawn dark on white with room around."""

import re
from importlib import import_module

import pytest

from rapport.ui.rules.qr import EDGE, draw_qr


def squares_of(svg: str) -> list[list[bool]]:
    """The squares a picture draws."""
    side = int(re.findall(r'viewBox="0 0 (\d+)', svg)[0])
    drawn = [[False] * side for _row in range(side)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1", svg.split('fill="#000"')[1]):
        for at in range(int(x), int(x) + int(width)):
            drawn[int(y)][at] = True
    return drawn


@pytest.mark.parametrize("text", ["SMSTO:+4915200000001:TEA QR", "https://shop.example/f/tea?way=qr", "茶"])
def test_draws_what_the_standard_writes(text: str) -> None:
    code = import_module("qrcode").QRCode(border=EDGE, error_correction=0)
    code.add_data(text)
    code.make(fit=True)
    drawn = squares_of(draw_qr(text))
    assert drawn == [[bool(one) for one in row] for row in code.get_matrix()]
    assert not any(any(row) for row in drawn[:EDGE])
    finder = [row[EDGE : EDGE + 7] for row in drawn[EDGE : EDGE + 7]]
    assert [sum(row) for row in finder] == [7, 2, 5, 5, 5, 2, 7]


@pytest.mark.parametrize("text", ["", "x" * 601])
def test_refuses_what_no_camera_reads(text: str) -> None:
    with pytest.raises(ValueError, match="600 bytes"):
        draw_qr(text)
