"""Pages put together: every place is where the table says, and every reference leads somewhere."""

import re

import pytest

from rapport.ui.rules.chart_files import write_drawing
from rapport.ui.rules.pdf_pages import join_pages

PAGE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="595" height="842" viewBox="0 0 794 1123">'
    '<text x="40" y="60" font-size="20">Page {} 5 0 R</text></svg>'
)


def test_three_pages_are_one_file() -> None:
    file = write_drawing([PAGE.format(at) for at in range(3)], "pdf")
    table = int(re.findall(rb"startxref\s+(\d+)", file)[-1])
    assert file[table : table + 4] == b"xref"
    places = [int(one) for one in re.findall(rb"(\d{10}) 00000 n", file[table:])]
    for number, place in enumerate(places, 1):
        assert file[place:].startswith(b"%d 0 obj" % number)
    heads = [file[place:].partition(b"endobj")[0].partition(b"stream")[0] for place in places]
    referred = {int(one) for head in heads for one in re.findall(rb"\b(\d+) 0 R", head)}
    assert referred <= set(range(1, len(places) + 1))
    assert sum(b"/Type /Page /Parent 2 0 R" in head for head in heads) == 3
    assert b"/Count 3" in file


def test_one_page_stays_as_it_is_and_nonsense_is_refused() -> None:
    assert join_pages([b"anything"]) == b"anything"
    with pytest.raises(ValueError, match="table"):
        join_pages([b"%PDF-1.7", b"%PDF-1.7"])
