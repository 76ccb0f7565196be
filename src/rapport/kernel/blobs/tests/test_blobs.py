"""Files stay whole, stay at home, and are never run by a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st
from tests.house import Shop

from rapport.kernel.blobs import disk
from rapport.kernel.blobs.api import drop_blob, get_blob, get_blob_path, open_blob, serve_blob, store_blob
from rapport.kernel.blobs.jobs import sweep
from rapport.kernel.blobs.rules import safe_name, sniff
from rapport.kernel.errors import Invalid, Missing, Upstream
from rapport.kernel.jobs.api import JobRun, Progress
from rapport.kernel.tenancy.api import as_tenant


@pytest.fixture(autouse=True)
def home(tmp_path: Path) -> Iterator[Path]:
    """Keep the files of a test in its own folder."""
    with override_settings(HOME=tmp_path):
        yield tmp_path


def files(home: Path) -> list[Path]:
    return [place for place in (home / "blobs").rglob("*") if place.is_file()]


class TestKeeping:
    def test_gives_back_the_same_bytes(self, shop: Shop) -> None:
        info = store_blob([b"a" * 1000, b"b"], "list.csv", "import", actor=shop.actor)
        with as_tenant(shop.tenant_id), open_blob(info.id) as file:
            assert file.read() == b"a" * 1000 + b"b"
            assert (get_blob(info.id).size, info.media_type) == (1001, "text/plain")

    def test_keeps_one_content_once_and_drops_it_with_its_last_name(self, shop: Shop, home: Path) -> None:
        first = store_blob([b"same"], "a.txt", "note", actor=shop.actor)
        second = store_blob([b"same"], "b.txt", "note", actor=shop.actor)
        assert len(files(home)) == 1
        drop_blob(first.id, actor=shop.actor)
        assert len(files(home)) == 1
        drop_blob(second.id, actor=shop.actor)
        assert files(home) == []

    def test_refuses_what_is_too_large_and_leaves_nothing(self, shop: Shop, home: Path) -> None:
        with pytest.raises(Invalid) as refusal:
            store_blob((b"x" * 10 for _ in range(10)), "x", "note", actor=shop.actor, limit=50)
        assert refusal.value.code == "file-too-large"
        assert files(home) == []

    def test_refuses_what_is_empty_and_leaves_nothing(self, shop: Shop, home: Path) -> None:
        with pytest.raises(Invalid) as refusal:
            store_blob([b"", b""], "x", "note", actor=shop.actor)
        assert refusal.value.code == "file_empty"
        assert files(home) == []

    def test_refuses_a_nearly_full_disk(self, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(disk, "LEAST_FREE", 1.1)
        with pytest.raises(Upstream):
            store_blob([b"x"], "x", "note", actor=shop.actor)

    def test_leaves_nothing_when_the_sender_breaks_off(self, shop: Shop, home: Path) -> None:
        def broken() -> Iterator[bytes]:
            yield b"half"
            raise ConnectionResetError

        with pytest.raises(ConnectionResetError):
            store_blob(broken(), "x", "note", actor=shop.actor)
        assert files(home) == []

    def test_shows_a_stranger_no_file(self, shop: Shop, other_shop: Shop) -> None:
        info = store_blob([b"secret"], "x", "note", actor=shop.actor)
        with as_tenant(other_shop.tenant_id):
            for read in (get_blob, get_blob_path, serve_blob):
                with pytest.raises(Missing):
                    read(info.id)


def test_the_sweep_removes_what_a_rolled_back_transaction_left(
    shop: Shop, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = store_blob([b"kept"], "k", "note", actor=shop.actor)
    with pytest.raises(ZeroDivisionError), as_tenant(shop.tenant_id):
        store_blob([b"lost"], "l", "note", actor=shop.actor)
        _ = 1 / 0
    assert len(files(home)) == 2
    monkeypatch.setattr("rapport.kernel.blobs.jobs.OLD", -60)
    run = JobRun(kept.id, shop.tenant_id, shop.actor, {}, 1, Progress())
    assert sweep(run) == {"seen": 2, "removed": 1}
    with as_tenant(shop.tenant_id):
        assert get_blob_path(kept.id).read_bytes() == b"kept"


def test_a_page_sent_as_a_file_is_only_ever_a_download(shop: Shop) -> None:
    info = store_blob([b"<svg onload='alert(1)'>"], 'a"\r\n名.svg', "note", actor=shop.actor)
    with as_tenant(shop.tenant_id):
        response = serve_blob(info.id)
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert b"".join(response) == b"<svg onload='alert(1)'>"


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"%PDF-1.7", "application/pdf"),
        (b"PK\x03\x04....xl/workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (b"PK\x03\x04....a.txt", "application/zip"),
        (b"\xef\xbb\xbf <!DOCTYPE html><p>", "text/html"),
        (b"<?xml version='1.0'?><a/>", "application/xml"),
        ("Straße;名".encode(), "text/plain"),
        (b"\x00\x01", "application/octet-stream"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"", "application/octet-stream"),
    ],
)
def test_the_media_type_is_what_the_bytes_say(head: bytes, media_type: str) -> None:
    assert sniff(head) == media_type


@given(st.text())
def test_any_name_becomes_a_safe_one(name: str) -> None:
    safe = safe_name(name)
    assert safe and len(safe) <= 200
    assert not set(safe) & set("/\\\r\n\0")
    assert safe not in (".", "..")


@given(st.binary(max_size=300))
def test_any_bytes_have_a_media_type(head: bytes) -> None:
    assert "/" in sniff(head)
