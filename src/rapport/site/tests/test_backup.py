"""A backup taken under load comes back into an empty home with the same rows; a damaged one does not."""

import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from rapport.kernel.embedded.api import database_urls, ensure_server, stop_server
from rapport.site.tests.running import MakeHome, run, serving, wait_for

BLOB = b"\x00\xffa file\n" * 1000
PREPARE = """
create table if not exists kept (n bigint primary key, txt text);
insert into kept select n, md5(n::text) from generate_series(1, 20000) n on conflict do nothing;
"""
SUM = "select count(*), md5(string_agg(n || txt, ',' order by n)) from kept where n <= 20000"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "home"
    assert run(place, "config").returncode == 0
    ensure_server(place)
    with psycopg.connect(database_urls(place, {})["owner"]) as connection:
        connection.execute(PREPARE)
    (place / "blobs" / "ab").mkdir(parents=True)
    (place / "blobs" / "ab" / "cd").write_bytes(BLOB)
    (place / "intake").mkdir()
    (place / "intake" / "rejected.csv").write_text("row,reason\n")
    (place / "seals.log").write_text("a head\n")
    yield place
    stop_server(place)


def _ask(home: Path, statement: str) -> tuple[object, ...]:
    with psycopg.connect(database_urls(home, {})["owner"]) as connection:
        row = connection.execute(statement).fetchone()
    assert row is not None
    return row


def _write_until(stopped: threading.Event, url: str, acknowledged: list[int]) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for n in range(1_000_000, 2_000_000):
            connection.execute("insert into kept values (%s, md5(%s::text))", (n, n))
            acknowledged.append(n)
            if stopped.is_set():
                return


def test_a_backup_under_load_comes_back(home: Path, tmp_path: Path) -> None:
    before = _ask(home, SUM)
    stopped, acknowledged = threading.Event(), list[int]()
    writer = threading.Thread(
        target=_write_until, args=(stopped, database_urls(home, {})["owner"], acknowledged)
    )
    writer.start()
    started_with = len(acknowledged)
    taken = run(home, "backup", "--to", str(tmp_path / "backup"), "--json")
    stopped.set()
    writer.join()
    assert taken.returncode == 0, taken.stderr
    assert json.loads(taken.stdout)["files"] >= 5

    other = tmp_path / "other"
    restored = run(other, "restore", str(tmp_path / "backup"))
    assert restored.returncode == 0, restored.stderr
    ensure_server(other)
    try:
        assert _ask(other, SUM) == before
        count, newest = _ask(other, "select count(*), max(n) from kept where n >= 1000000")
        assert isinstance(count, int)
        assert started_with <= count <= len(acknowledged)
        assert newest is None or newest == 1_000_000 + count - 1, "a gap in what was committed"
    finally:
        stop_server(other)
    assert (other / "blobs" / "ab" / "cd").read_bytes() == BLOB
    for name in ("seals.log", "intake/rejected.csv"):
        assert (other / name).read_bytes() == (home / name).read_bytes()
    assert (other / "secrets.json").read_bytes() == (home / "secrets.json").read_bytes()
    assert (other / "secrets.json").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("file", ["blobs/ab/cd", "database/base.tar.gz", "secrets.json"])
def test_a_damaged_backup_is_refused_and_nothing_is_touched(home: Path, tmp_path: Path, file: str) -> None:
    backup = tmp_path / "backup"
    assert run(home, "backup", "--to", str(backup)).returncode == 0
    damaged = backup / file
    content = bytearray(damaged.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    refused = run(tmp_path / "other", "restore", str(backup))
    assert refused.returncode == 1
    assert f"{file}: differs from its checksum" in refused.stderr
    assert not (tmp_path / "other" / "postgres" / "data").exists()


def test_a_home_in_use_is_never_overwritten(home: Path, tmp_path: Path) -> None:
    assert run(home, "backup", "--to", str(tmp_path / "backup")).returncode == 0
    refused = run(home, "restore", str(tmp_path / "backup"))
    assert refused.returncode == 1
    assert "is not empty" in refused.stderr
    assert _ask(home, SUM)[0] == 20000


def test_only_the_newest_are_kept(home: Path) -> None:
    for name in ("20200101T000000Z", "20200102T000000Z", "20200103T000000Z"):
        shutil.copytree(home / "blobs", home / "backups" / name)
    assert run(home, "backup", "--keep", "2").returncode == 0
    left = sorted(path.name for path in (home / "backups").iterdir())
    assert left[0] == "20200103T000000Z"
    assert len(left) == 2


def test_backups_are_taken_by_themselves_and_only_the_newest_kept(
    migrated_home: MakeHome, tmp_path: Path
) -> None:
    home = migrated_home(tmp_path / "home")
    seen: set[str] = set()

    def taken() -> int:
        seen.update(path.name for path in (home / "backups").glob("*Z"))
        return len(seen)

    often = {"RAPPORT_BACKUP_HOURS": "0.0003", "RAPPORT_BACKUP_KEEP": "1"}
    with serving(home, env=often) as running:
        wait_for(lambda: taken() >= 3, "three backups")
        wait_for(lambda: len(list((home / "backups").glob("*Z"))) == 1, "the older ones' end")
        assert running.get("/readyz", 30) == 200
    newest = max(seen)
    left = [path.name for path in (home / "backups").iterdir()]
    assert [name for name in left if name.endswith("Z")] >= [newest]
    assert not [name for name in left if name.endswith(".part")], "one cut short leaves nothing behind"


def test_a_backup_that_fails_is_told(migrated_home: MakeHome, tmp_path: Path) -> None:
    home = migrated_home(tmp_path / "home")
    with serving(home, env={"RAPPORT_BACKUP_HOURS": "0.0003", "RAPPORT_DISK_RESERVE": "100"}) as running:
        wait_for(lambda: "backup failed" in running.said, "the word")
        assert "backup failed; it is tried again in 60 min. Its log: " in running.said
        assert "nearly full" in (home / "logs" / "backup.log").read_text()
        assert running.get("/readyz", 30) == 200
