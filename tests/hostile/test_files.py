"""Every kind of file through the real doors: each becomes a draft, a kept file, or a refusal."""

import bz2
import gzip
import io
import lzma
import os
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.house import ApiCaller

LARGEST = 2_000_000
EVERY = 1 if os.environ.get("RAPPORT_FAULTS") else 8
MEMORY = 200_000_000
GIANT = 60_000
"""Pixels of a side, 14 GB unpacked."""


def pack(name: str, body: bytes) -> bytes:
    """Return a zip file with one entry."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, body)
    return out.getvalue()


def nested() -> bytes:
    """Return archives in archives."""
    body = b"id,name\n" + b"0" * 1_000_000
    for depth in range(12):
        body = pack(f"{depth}.zip" if depth else "a.csv", body)
    return body


def giant_picture() -> bytes:
    """Return a small PNG that says it is enormous, and is."""

    def part(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", GIANT, GIANT, 8, 6, 0, 0, 0)
    lines = zlib.compress(b"\0" * 20_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", lines) + part(b"IEND", b"")


def zeros(make: Callable[[bytes], bytes]) -> bytes:
    """Return very little that unpacks to 120 MB."""
    return make(b"0" * 120_000_000)


MADE: dict[str, Callable[[], bytes]] = {
    "bomb.zip": lambda: pack("a.csv", b"0" * 120_000_000),
    "nested.zip": nested,
    "bomb.gz": lambda: zeros(gzip.compress),
    "bomb.bz2": lambda: zeros(bz2.compress),
    "bomb.xz": lambda: zeros(lzma.compress),
    "giant.png": giant_picture,
    "picture.zip": lambda: b"GIF89a\x01\x00\x01\x00\x00\x00\x00;" + pack("a.csv", b"id,name\n1,Ada\n"),
    "document.html": lambda: b"%PDF-1.7\n<html><script>window.hostileran=1</script>" + pack("x", b"x"),
    "page.png": lambda: b"\x89PNG\r\n\x1a\n<html><script>window.hostileran=1</script>",
    "drawing.svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="window.hostileran=1"/>',
}


def refused_or_taken(browser: Client, name: str, body: bytes) -> str:
    """Bring a file to the import page and open its draft; tell what went wrong, if anything did."""
    upload = SimpleUploadedFile(name, body)
    answer = browser.post("/imports/new", {"kind": "customers", "file": upload})
    if answer.status_code == 302:
        answer = browser.get(answer["Location"])
    sound = answer.status_code in (200, 422) and "text/html" in answer["Content-Type"]
    return "" if sound else f"{name}: {answer.status_code}"


def kept_safely(api: ApiCaller, browser: Client, customer: str, name: str, body: bytes) -> str:
    """Keep a file with a customer, download it and ask for its preview; tell what went wrong."""
    headers = {"Authorization": f"Bearer {api.secret}"}
    path = f"/api/v1/customers/{customer}/files"
    answer = api.client.post(path, {"upload": SimpleUploadedFile(name, body)}, headers=headers)
    if answer.status_code != 201:
        return "" if 400 <= answer.status_code < 500 else f"{name}: {answer.status_code}"
    kept = answer.json()["id"]
    whole, small = browser.get(f"/files/{kept}/content"), browser.get(f"/files/{kept}/preview")
    attached = whole["Content-Disposition"].startswith("attachment")
    same = b"".join(whole) == body and whole["X-Content-Type-Options"] == "nosniff"
    drawn = small.status_code == 404 or small["Content-Type"] in ("image/png", "image/jpeg")
    return "" if attached and same and drawn else f"{name}: {whole.headers} {small.status_code}"


def given(data: Path) -> Iterator[Path]:
    """Yield the real files: all that are malformed or hostile on purpose, of the others every few."""
    for folder in sorted(one for one in data.iterdir() if one.is_dir()):
        files = sorted(one for one in folder.rglob("*") if one.is_file())
        chosen = files if folder.name in ("csv", "xml_attacks") else files[::EVERY]
        yield from (one for one in chosen if one.stat().st_size <= LARGEST)


def test_every_real_file_becomes_a_draft_or_a_refusal(signed_in: Client, data: Path) -> None:
    files = list(given(data))
    assert len(files) > 50
    faults = [refused_or_taken(signed_in, one.name, one.read_bytes()) for one in files]
    assert [fault for fault in faults if fault] == []


@pytest.mark.parametrize("name", MADE)
def test_what_explodes_or_pretends_is_harmless(api: ApiCaller, signed_in: Client, name: str) -> None:
    body = MADE[name]()
    customer = api.post("/customers", {"name": "Ada"}).json()["id"]
    tracemalloc.start()
    try:
        faults = refused_or_taken(signed_in, name, body), kept_safely(api, signed_in, customer, name, body)
        assert tracemalloc.get_traced_memory()[1] < MEMORY
    finally:
        tracemalloc.stop()
    assert faults == ("", "")
