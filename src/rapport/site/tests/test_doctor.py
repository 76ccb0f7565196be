"""The doctor: each of its questions finds what a test has broken, and says the mend."""

import fcntl
import json
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pyarrow as pa
import pytest
from deltalake import DeltaTable
from django.apps import apps

from rapport.bigdata.lake.api import forget_restored, note_restored
from rapport.kernel.embedded.api import database_urls, ensure_server, stop_server
from rapport.kernel.ids import new_id
from rapport.site.checks import QUESTIONS
from rapport.site.tests.running import MakeHome, run
from rapport.site.values import SETTINGS


@pytest.fixture(scope="module")
def home(migrated_home: MakeHome, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home that was migrated and runs nothing but its database."""
    place = migrated_home(tmp_path_factory.mktemp("doctor") / "home")
    ensure_server(place)
    yield place
    stop_server(place)


def _ask(home: Path, question: str, **more: str) -> dict[str, str]:
    done = run(home, "doctor", "--json", "--ask", question, **more)
    finding: dict[str, str]
    [finding] = json.loads(done.stdout)
    assert done.returncode == (1 if finding["mend"] else 0)
    return finding


def _owner(home: Path, statement: str) -> None:
    with psycopg.connect(database_urls(home, {})["owner"], autocommit=True) as connection:
        connection.execute(statement)


def test_a_sound_home_needs_no_mend(home: Path) -> None:
    done = run(home, "doctor", "--json")
    findings = json.loads(done.stdout)
    wrong = [one for one in findings if one["mend"] and one["question"] != "Chinese fonts"]
    assert (wrong, len(findings)) == ([], len(QUESTIONS))


def test_secrets_others_may_read(home: Path) -> None:
    secrets = home / "secrets.json"
    secrets.chmod(0o644)
    assert _ask(home, "secrets")["mend"] == f"chmod 600 {secrets}"
    secrets.chmod(0o600)
    assert _ask(home, "secrets")["mend"] == ""


def test_a_home_others_may_write(home: Path) -> None:
    home.chmod(0o777)
    assert _ask(home, "home")["mend"] == f"chmod go-w {home}"
    home.chmod(0o700)


def test_a_disk_nearly_full(home: Path) -> None:
    assert "below 100 %" in _ask(home, "disk", RAPPORT_DISK_RESERVE="100")["mend"]
    refused = run(home, "backup", RAPPORT_DISK_RESERVE="100")
    assert refused.returncode == 1
    assert "nearly full" in refused.stderr


def test_static_files_half_built(home: Path) -> None:
    built = (home / "static").rename(home / "built")
    (home / "static").mkdir()
    assert _ask(home, "static")["mend"] == "rapport static"
    (home / "static").rmdir()
    built.rename(home / "static")


def test_a_schema_that_lags(home: Path) -> None:
    tables = ", ".join(model._meta.db_table for model in apps.get_app_config("value").get_models())
    _owner(home, f"delete from django_migrations where app = 'value'; drop table {tables}")
    found = _ask(home, "schema")
    assert (found["mend"], "value." in found["answer"]) == ("rapport migrate", True)
    assert run(home, "migrate", "--quiet").returncode == 0
    assert _ask(home, "schema")["answer"] == "up to date"


def test_history_changed_behind_our_back(home: Path) -> None:
    (home / "seals.log").write_text("not a line of ours\n")
    found = _ask(home, "history")
    (home / "seals.log").unlink()
    assert "a line of the file cannot be read" in found["answer"]
    assert "compare with a backup" in found["mend"]


def test_a_role_that_could_step_over_the_walls(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No owner of ours can give that power, so the answer of the catalogue is what is broken here."""
    from rapport.kernel.embedded.layout import Layout
    from rapport.site.checks import database

    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(database, "find_powers", lambda connection: ["rapport_app"])
    found = database.ask_powers(Layout(home))
    assert found.mend == 'as a superuser: ALTER ROLE "rapport_app" NOSUPERUSER NOBYPASSRLS'


def test_a_password_that_no_longer_fits(home: Path) -> None:
    _owner(home, "alter role rapport_relay password 'another'")
    found = _ask(home, "doors")
    assert "no way in as relay" in found["answer"]
    assert found["mend"].startswith("rapport migrate")


def test_backups_that_stay_away(home: Path) -> None:
    (home / "backups" / "20200101T000000Z").mkdir(parents=True)
    assert "logs/backup.log" in _ask(home, "backups")["mend"]
    assert _ask(home, "backups", RAPPORT_BACKUP_HOURS="0")["mend"] == ""
    shutil.rmtree(home / "backups")


def test_pieces_of_the_log_pile_up(home: Path) -> None:
    (home / "postgres/archive/on").write_text("60")
    status = home / "postgres/data/pg_wal/archive_status"

    def is_told() -> bool:
        for number in range(5):
            (status / f"0000000100000000000000F{number}.ready").touch()
        return "postgres-*.log" in _ask(home, "archive")["mend"]

    # Once a minute the server's own archiver looks and clears away what names no piece: it may come between.
    assert any(is_told() for _ in range(3))
    (home / "postgres/archive/on").unlink()


def test_a_lake_out_of_reach_and_one_of_another_time(home: Path, tmp_path: Path) -> None:
    assert "nothing in" in _ask(home, "lake")["answer"]
    away = {"RAPPORT_LAKE_URL": "s3://shop/lake", "RAPPORT_LAKE_ENDPOINT": "http://127.0.0.1:9"}
    found = _ask(home, "lake", **away, RAPPORT_LAKE_KEY="k", RAPPORT_LAKE_SECRET="hush")
    assert found["mend"] and "hush" not in found["answer"]
    DeltaTable.create(f"{tmp_path}/place", pa.schema([("n", pa.int64())]), name=str(new_id()))
    assert _ask(home, "lake", RAPPORT_LAKE_URL=str(tmp_path))["mend"] == ""
    note_restored(home)
    assert "empty place" in _ask(home, "lake", RAPPORT_LAKE_URL=str(tmp_path))["mend"]
    forget_restored(home)


def test_a_supervisor_that_is_gone_and_one_that_is_deaf(home: Path) -> None:
    lock = home / "rapport.lock"
    lock.write_text("http://127.0.0.1:1 (process 1)")
    assert _ask(home, "running")["mend"] == "rapport up"
    with lock.open("a+") as file, socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        lock.write_text(f"http://127.0.0.1:{deaf.getsockname()[1]} (process 1)")
        fcntl.flock(file, fcntl.LOCK_EX)
        assert _ask(home, "running")["mend"] == "stop it, then rapport up"
    lock.unlink()


def test_every_value_says_where_it_came_from(home: Path) -> None:
    done = run(home, "config", "--json", RAPPORT_LOG_LEVEL="DEBUG", RAPPORT_OIDC_SECRET="hush")
    values: dict[str, Any] = json.loads(done.stdout)
    assert set(values) == {setting.name for setting in SETTINGS}
    assert values["RAPPORT_HOME"] == {"value": str(home), "from": "environment"}
    assert values["RAPPORT_LOG_LEVEL"] == {"value": "DEBUG", "from": "environment"}
    assert values["RAPPORT_WEB_THREADS"] == {"value": "5", "from": "default"}
    assert values["RAPPORT_SECRET_KEY"]["from"].startswith("home: ")
    assert values["RAPPORT_OIDC_SECRET"]["value"] == "(set)"
    assert "hush" not in done.stdout
