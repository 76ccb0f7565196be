"""What a page weighs on its way, compressed: everything the first time, the page alone after it."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from whitenoise.compress import Compressor

MOST_FIRST, MOST_AFTER = 60_000, 10_000
LINKED = re.compile(r'(?:href|src)="/static/([^"]+\.(?:css|js|svg))"')
IMPORTED = re.compile(r'^import .*?"\./([\w-]+\.js)";', re.MULTILINE)


def fetch(browser: Client, path: str) -> tuple[str, int]:
    """A page, and its bytes on the wire."""
    response = browser.get(path, headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    return gzip.decompress(response.content).decode(), len(response.content)


def weight_of_file(file: Path) -> int:
    """Bytes of a built file on the wire, compressed as they are when they are built."""
    return len(Compressor.compress_brotli(file.read_bytes()))


def files_of(page: str) -> set[Path]:
    """The files a browser asks for with a page, with the scripts that scripts import."""
    found = {Path(str(finders.find(name))) for name in LINKED.findall(page)}
    waiting = [file for file in found if file.suffix == ".js"]
    while waiting:
        file = waiting.pop()
        for name in IMPORTED.findall(file.read_text("utf-8")):
            if (imported := file.parent / name) not in found:
                found.add(imported)
                waiting.append(imported)
    return found


@pytest.mark.parametrize("path", ["/", "/customers", "/notices", "/settings/"])
def test_a_page_is_light(signed_in: Client, path: str) -> None:
    page, weight = fetch(signed_in, path)
    files = files_of(page)
    assert {"htmx-2.min.js", "palette.js", "writing.js"} <= {file.name for file in files}
    assert weight <= MOST_AFTER
    assert weight + sum(map(weight_of_file, files)) <= MOST_FIRST


def test_the_palette_is_light(signed_in: Client) -> None:
    assert fetch(signed_in, "/palette")[1] <= MOST_AFTER
