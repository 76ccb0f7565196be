"""The archive of the log: a home restored to a moment between two backups has what was there then."""

import json
import shutil
from pathlib import Path

import psycopg
import pytest

from rapport.kernel.embedded.api import database_urls, ensure_server, stop_server
from rapport.site.tests.running import run, wait_for

ARCHIVE = {"RAPPORT_ARCHIVE_SECONDS": "1"}


def _owner(home: Path) -> str:
    return database_urls(home, {})["owner"]


def _write(home: Path, n: int) -> str:
    """Write a number in a transaction of its own; return the moment after it."""
    with psycopg.connect(_owner(home), autocommit=True) as connection:
        connection.execute("insert into kept values (%s)", [n])
        row = connection.execute("select clock_timestamp() at time zone 'utc'").fetchone()
        connection.execute("select pg_sleep(0.01)")
        assert row
        return f"{row[0].isoformat()}Z"


def _position(home: Path) -> str:
    """Return the name of the piece of the log that is being written."""
    with psycopg.connect(_owner(home)) as connection:
        row = connection.execute("select pg_walfile_name(pg_current_wal_lsn())").fetchone()
    assert row
    return str(row[0])


def test_a_home_goes_back_to_a_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("RAPPORT_ARCHIVE_SECONDS", "1")
    ensure_server(home)
    monkeypatch.delenv("RAPPORT_ARCHIVE_SECONDS")
    try:
        with psycopg.connect(_owner(home)) as connection:
            connection.execute("create table kept (n int primary key)")
        _write(home, 1)
        assert run(home, "backup").returncode == 0
        (home / "blobs").mkdir()
        (home / "blobs" / "later").write_bytes(b"came after the backup")
        moment = _write(home, 2)
        _write(home, 3)
        last = _position(home)
        wait_for((home / "postgres/archive" / f"{last}.gz").exists, "the last piece's keeping")
        doctor = run(home, "doctor", "--json")
        archive = next(one for one in json.loads(doctor.stdout) if one["question"] == "archive")
        assert archive["answer"].startswith("on, ")
    finally:
        stop_server(home)

    other = tmp_path / "other"
    backups = str(home / "backups")
    restored = run(other, "restore", backups, "--at", moment)
    assert restored.returncode == 0, restored.stderr
    assert (other / "blobs" / "later").read_bytes() == b"came after the backup"
    ensure_server(other)
    try:
        with psycopg.connect(_owner(other)) as connection:
            assert connection.execute("select array_agg(n order by n) from kept").fetchone() == ([1, 2],)
            connection.execute("insert into kept values (4)")
    finally:
        stop_server(other)

    third = tmp_path / "third"
    early = run(third, "restore", backups, "--at", "2020-01-01T00:00:00Z")
    assert early.returncode == 1
    assert "no backup" in early.stderr
    late = run(third, "restore", backups, "--at", "2099-01-01T00:00:00Z")
    assert late.returncode == 1
    assert "does not reach that moment" in late.stderr
    shutil.rmtree(home / "postgres" / "archive")
    assert run(third, "restore", backups).returncode == 0, (
        "a refused moment leaves the home as empty as it was"
    )
