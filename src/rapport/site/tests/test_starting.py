"""Starting where something is wrong: a refusal is one sentence with its mend, and nothing is harmed."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from rapport.kernel.embedded.api import database_urls, ensure_server, stop_server
from rapport.site.tests.running import MakeHome, Running, gone, run, serving, wait_for

PLAIN = "rapport-plain"
ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become somebody else")


def test_a_home_that_cannot_be_written_is_refused_with_the_mend(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for verb in (["up", "--no-browser"], ["token", "create", "--tenant", "demo", "--role", "admin"]):
        refused = run(tmp_path / "file" / "home", *verb)
        assert refused.returncode == 1
        assert "cannot be written" in refused.stderr
        assert "Mend: " in refused.stderr
        assert "Traceback" not in refused.stderr


def test_a_lock_left_by_a_dead_supervisor_holds_nobody_up(migrated_home: MakeHome, tmp_path: Path) -> None:
    home = migrated_home(tmp_path / "home")
    (home / "rapport.lock").write_text("http://127.0.0.1:1 (process 999999)")
    doctor = run(home, "doctor")
    assert "was started at http://127.0.0.1:1 (process 999999) and is gone" in doctor.stdout
    with serving(home) as running:
        assert running.get("/readyz", 30) == 200


def test_a_database_of_another_postgresql_is_left_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    data = home / "postgres" / "data"
    data.mkdir(parents=True, mode=0o700)
    (data / "PG_VERSION").write_text("17\n")
    refused = run(home, "up", "--no-browser", "--no-demo")
    assert refused.returncode == 1
    assert "was made by PostgreSQL 17" in refused.stderr
    assert "Mend: " in refused.stderr
    assert [path.name for path in data.iterdir()] == ["PG_VERSION"]


def test_a_home_of_a_newer_version_is_left_alone(migrated_home: MakeHome, tmp_path: Path) -> None:
    home = migrated_home(tmp_path / "home")
    (home / "postgres/data/rapport.migrated").write_text("by other code")
    ensure_server(home)
    try:
        with psycopg.connect(database_urls(home, {})["owner"], autocommit=True) as connection:
            connection.execute(
                "insert into django_migrations (app, name, applied) values ('party', '9999_future', now())"
            )
            refused = run(home, "up", "--no-browser", "--no-demo")
            assert refused.returncode == 1
            assert "A newer Rapport has changed this database (party.9999_future" in refused.stderr
            assert "Traceback" not in refused.stderr
            assert "party.9999_future is unknown" in run(home, "doctor").stdout
    finally:
        stop_server(home)


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that is not the home's own, as its owner."""
    home = tmp_path_factory.mktemp("elsewhere") / "home"
    ensure_server(home)
    yield database_urls(home, {})["owner"]
    stop_server(home)


def test_roles_missing_behind_database_url_are_made(elsewhere: str, tmp_path: Path) -> None:
    shut = run(tmp_path, "doctor", DATABASE_URL=elsewhere)
    assert shut.returncode == 1
    assert "no way in as default, accounts, relay" in shut.stdout
    assert "→ rapport migrate" in shut.stdout
    assert run(tmp_path, "migrate", "--quiet", DATABASE_URL=elsewhere).returncode == 0
    assert "all four roles can sign in" in run(tmp_path, "doctor", DATABASE_URL=elsewhere).stdout


def _with_static_files(home: Path, migrated: Path) -> Path:
    """Make a home in which nothing but the static files was built: of a first start, what takes longest."""
    home.mkdir(mode=0o700)
    shutil.copytree(migrated / "static", home / "static")
    return home


def test_everything_runs_on_a_database_elsewhere(
    elsewhere: str, migrated_home: MakeHome, tmp_path: Path
) -> None:
    home = _with_static_files(tmp_path / "home", migrated_home(tmp_path / "migrated"))
    with serving(home, env={"DATABASE_URL": elsewhere}) as running:
        assert running.get("/readyz", 30) == 200
        assert not (home / "postgres" / "data").exists()
        assert "postgres" not in {process.name() for process in running.processes()}


def test_an_owner_who_may_not_make_roles_is_told_what_lacks(elsewhere: str, tmp_path: Path) -> None:
    with psycopg.connect(elsewhere, autocommit=True) as connection:
        connection.execute("create role rapport_relay_poor login password 'poor'")
        host, port = connection.info.host, connection.info.port
    poor = f"postgresql://rapport_owner:wrong@{host}:{port}/rapport"
    refused = run(tmp_path, "migrate", "--quiet", DATABASE_URL=poor)
    assert refused.returncode == 1
    assert "The database cannot be reached" in refused.stderr
    assert "correct DATABASE_URL" in refused.stderr
    assert "correct DATABASE_URL" in run(tmp_path, "doctor", DATABASE_URL=poor).stdout


def test_an_unreachable_database_is_one_sentence(tmp_path: Path) -> None:
    nowhere = "postgresql://rapport_owner:x@127.0.0.1:1/rapport"
    for verb in (
        ["migrate"],
        ["up", "--no-browser"],
        ["token", "create", "--tenant", "demo", "--role", "admin"],
    ):
        refused = run(tmp_path, *verb, DATABASE_URL=nowhere)
        assert refused.returncode == 1
        assert "Mend: start it, or correct DATABASE_URL" in refused.stderr
        assert "Traceback" not in refused.stderr


@ROOT_ONLY
def test_root_without_user_namespaces_starts_all_the_same(migrated_home: MakeHome, tmp_path: Path) -> None:
    refusing = tmp_path / "bin"
    refusing.mkdir()
    (refusing / "unshare").write_text("#!/bin/sh\necho 'unshare: Operation not permitted' >&2\nexit 1\n")
    (refusing / "unshare").chmod(0o755)
    home = _with_static_files(tmp_path / "home", migrated_home(tmp_path / "migrated"))
    words = {"PATH": f"{refusing}:{os.environ['PATH']}"}
    with serving(home, env=words) as running:
        assert running.get("/readyz", 30) == 200
        assert (home / "postgres/data").stat().st_uid == 65534
        assert home.stat().st_mode & 0o777 == 0o700
        assert run(home, "backup", "--to", str(tmp_path / "backup"), **words).returncode == 0
        processes = running.processes()
    wait_for(lambda: gone(processes), "the end of all")
    with serving(home) as again:  # where namespaces are allowed again, the files go back to root
        assert again.get("/readyz", 30) == 200


@pytest.fixture
def plain_user() -> Iterator[pwd.struct_passwd]:
    """An ordinary user of this machine, made for the test."""
    if not shutil.which("useradd"):
        pytest.skip("useradd is missing")
    subprocess.run(["userdel", "--remove", PLAIN], capture_output=True, check=False)
    subprocess.run(["useradd", "--create-home", PLAIN], check=True, capture_output=True)
    yield pwd.getpwnam(PLAIN)
    subprocess.run(["userdel", "--remove", PLAIN], check=False, capture_output=True)


def _python_of(user: str) -> str:
    """Return a Python of our version that the user may run."""
    words = ["-c", "import sys; print(*sys.version_info[:2])"]
    for python in (sys.executable, shutil.which("python3", path="/usr/bin:/usr/local/bin")):
        if python:
            with suppress(PermissionError):
                told = subprocess.run(
                    [python, *words],
                    user=user,
                    group=user,
                    cwd="/",
                    capture_output=True,
                    text=True,
                    check=False,
                )
                if told.stdout.split() == [str(part) for part in sys.version_info[:2]]:
                    return python
    pytest.skip("an ordinary user may run no Python of this version here")


@ROOT_ONLY
def test_an_ordinary_user_starts_it(plain_user: pwd.struct_passwd, tmp_path: Path) -> None:
    python = _python_of(plain_user.pw_name)
    packages = {sysconfig.get_path("purelib"), str(Path(psycopg.__file__).parents[1])}
    home = Path(plain_user.pw_dir) / "rapport"
    words = {
        "HOME": plain_user.pw_dir,
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[3]), *sorted(packages)]),
    }
    with serving(home, env=words, python=python, user=plain_user.pw_name) as running:
        assert running.get("/readyz", 30) == 200
        assert (home / "postgres/data").stat().st_uid == plain_user.pw_uid
        processes = running.processes()
        assert {process.uids().effective for process in processes} == {plain_user.pw_uid}
    wait_for(lambda: gone(processes), "the end of all")


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
@pytest.mark.parametrize("times", [1, 2])
def test_it_stops_cleanly_while_starting(tmp_path: Path, name: str, times: int) -> None:
    """Before the greeting, in the middle of the first migration."""
    home = tmp_path / "home"
    running = Running(home)
    wait_for(lambda: running.find_postmaster() is not None, "PostgreSQL")
    processes = running.processes()
    for _ in range(times):
        running.process.send_signal(getattr(signal, name))
    running.process.wait(120)
    wait_for(lambda: gone(processes), "the end of all")
    assert not (home / "postgres/data/postmaster.pid").exists()
    assert "Traceback" not in running.said
