"""The archive door: bombs, links, traversal, broken and honest archives."""

import bz2
import gzip
import lzma
import stat
import zipfile
from pathlib import Path

import pytest

from rapport.kernel.doors.api import ArchiveLimits, Refused, check_zip, extract_zip, open_plain

SMALL = ArchiveLimits(entries=10, total_bytes=1_000_000, ratio=100, ratio_from_bytes=100_000)


def zipped(path: Path, *entries: tuple[zipfile.ZipInfo | str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in entries:
            archive.writestr(name, body)
    return path


def test_honest_zip_is_listed_and_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ("one.csv", b"a,b\n1,2\n"))
    assert [member.name for member in check_zip(path)] == ["one.csv"]
    assert b"".join(extract_zip(path, "one.csv")) == b"a,b\n1,2\n"
    assert open_plain(path).read() == b"a,b\n1,2\n"


@pytest.mark.parametrize("name", ["../up.csv", "/etc/x", "a\\..\\b", "C:x", "a/../../b"])
def test_names_outside_are_refused(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "a.zip", ("safe", b"x"))
    info = zipfile.ZipInfo("x")
    info.filename = name
    path = zipped(tmp_path / "b.zip", (info, b"x"))
    with pytest.raises(Refused) as refusal:
        check_zip(path)
    assert refusal.value.code == "archive_traversal"


def test_links_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with pytest.raises(Refused) as refusal:
        check_zip(zipped(tmp_path / "a.zip", (link, b"/etc/passwd")))
    assert refusal.value.code == "archive_link"


def test_bomb_is_refused_unopened(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ("zeros", bytes(900_000)))
    with pytest.raises(Refused) as refusal:
        check_zip(path, limits=SMALL)
    assert refusal.value.code == "archive_bomb"


def test_too_many_entries_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", *((f"f{number}", b"") for number in range(3_000)))
    with pytest.raises(Refused) as refusal:
        check_zip(path)
    assert refusal.value.code == "archive_entries"


def test_too_large_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", ("a", b"a" * 600_000), ("b", b"b" * 600_000))
    with pytest.raises(Refused) as refusal:
        check_zip(path, limits=SMALL)
    assert refusal.value.code == "archive_too_large"


def test_broken_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK\x03\x04 and then nothing of the kind")
    with pytest.raises(Refused):
        open_plain(path)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_single_streams_are_unpacked(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    path = tmp_path / "a.csv.packed"
    path.write_bytes(pack(b"a,b\n" * 200_000) + pack(b"end\n"))
    with open_plain(path) as plain:
        assert plain.read() == b"a,b\n" * 200_000 + b"end\n"


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_stream_bombs_and_cut_streams_are_refused(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    path = tmp_path / "bomb"
    path.write_bytes(pack(bytes(20_000_000)))
    with pytest.raises(Refused):
        open_plain(path, limits=SMALL).read()
    path.write_bytes(pack(bytes(range(256)) * 100)[:-9])
    with pytest.raises(Refused) as refusal:
        open_plain(path).read()
    assert refusal.value.code == "archive_broken"
