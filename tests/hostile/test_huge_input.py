"""Input far larger than memory may hold: read in pieces, each refused or counted, at most 512 MB at a time.

A gigabyte where `make test-full` asks for it, a hundred megabytes of a line with every run.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from tests.house import Shop

FULL = bool(os.environ.get("RAPPORT_FAULTS"))
SIZE = 1_000_000_000 if FULL else 100_000_000
PIECE = 1_000_000
PEAK_MB = 512
only_in_full = pytest.mark.skipif(not FULL, reason="runs where RAPPORT_FAULTS is set, as make test-full does")


def x(before: bytes = b"", after: bytes = b"", size: int = SIZE) -> Iterator[bytes]:
    """Yield very many letters between two texts."""
    yield before
    for _ in range(size // PIECE):
        yield b"x" * PIECE
    yield after


def rows() -> Iterator[bytes]:
    """Yield a table of long rows."""
    yield b"id,name,drawing\n"
    for number in range(SIZE // PIECE * 2):
        yield f"{number},Ada {number},".encode() + b"y" * (PIECE // 2) + b"\n"


def columns() -> Iterator[bytes]:
    """Yield a table of ten thousand columns."""
    yield ",".join(["id", "name", *(f"c{number}" for number in range(9_998))]).encode() + b"\n"
    for number in range(20):
        yield f"{number},Ada {number}".encode() + b",v" * 9_998 + b"\n"


def take(shop: Shop, path: Path, pieces: Iterator[bytes]) -> dict[str, Any]:
    """Write a file piece by piece, and have another process take it in."""
    with path.open("wb") as out:
        out.writelines(pieces)
    owner = connections["owner"].settings_dict
    url = f"postgresql://{owner['USER']}:{owner['PASSWORD']}@{owner['HOST']}:{owner['PORT']}/{owner['NAME']}"
    command = [sys.executable, "-m", "tests.hostile.import_measured", str(shop.tenant_id), str(path)]
    try:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, text=True, check=True, env={**os.environ, "DATABASE_URL": url}
        )
    finally:
        path.unlink()
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert told.pop("peak_mb") <= PEAK_MB
    return told


def test_a_huge_line_is_one_refused_row(shop: Shop, tmp_path: Path) -> None:
    told = take(shop, tmp_path / "a.csv", x(b"id,name\n1,Ada\n2,", b"\n3,Bob\n"))
    assert told == {"accepted": 2, "rejected": 1, "status": "done"}


def test_ten_thousand_columns_land(shop: Shop, tmp_path: Path) -> None:
    told = take(shop, tmp_path / "a.csv", columns())
    assert told == {"accepted": 20, "rejected": 0, "status": "done"}


@only_in_full
def test_a_huge_table_lands(shop: Shop, tmp_path: Path) -> None:
    told = take(shop, tmp_path / "a.csv", rows())
    assert told == {"accepted": SIZE // PIECE * 2, "rejected": 0, "status": "done"}


@only_in_full
@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("a.csv", b"", b""),
        ("a.csv", b'id,name\n1,"', b'"\n'),
        ("a.jsonl", b'{"name": "Ada"}\n{"name": "', b'"}\n{"name": "Bob"}\n'),
        ("a.json", b'[{"name": "Ada"}, {"name": "', b'"}, {"name": "Bob"}]'),
        ("a.vcf", b"BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nNOTE:", b"\nEND:VCARD\n"),
        ("a.xml", b"<all><one><name>", b"</name></one></all>"),
        ("a.xml", b'<all><one name="', b'"/></all>'),
    ],
    ids=["a header", "a quoted cell", "a JSON line", "JSON", "a card", "an element", "an attribute"],
)
def test_a_huge_record_of_any_format_ends(
    shop: Shop, tmp_path: Path, name: str, before: bytes, after: bytes
) -> None:
    told = take(shop, tmp_path / name, x(before, after))
    assert "refused" in told or told["rejected"] >= 1 or told["accepted"] >= 1
