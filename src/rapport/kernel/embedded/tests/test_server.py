"""The embedded server on real processes: first start, adoption, kill, roles, and who is let in."""

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from rapport.kernel.embedded import api
from rapport.kernel.embedded.layout import Layout
from rapport.kernel.embedded.processes import wait_gone


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    place = tmp_path_factory.mktemp("home")
    api.ensure_server(place)
    api.ensure_roles(api.database_urls(place, {})["owner"], api.ensure_secrets(Layout(place).secrets))
    yield place
    api.stop_server(place)


def _ask(home: Path, alias: str, statement: str) -> object:
    with psycopg.connect(api.database_urls(home, {})[alias]) as connection:
        row = connection.execute(statement).fetchone()
    return row and row[0]


def test_each_alias_is_its_own_plain_login(home: Path) -> None:
    for alias, role in {"owner": "owner", "default": "app", "accounts": "accounts", "relay": "relay"}.items():
        assert _ask(home, alias, "SELECT current_user") == f"rapport_{role}"
        powers = (
            "SELECT rolsuper OR rolbypassrls OR rolreplication FROM pg_roles WHERE rolname = current_user"
        )
        assert _ask(home, alias, powers) is False


def test_the_text_is_utf8_sorted_by_code_point_with_checksums(home: Path) -> None:
    assert _ask(home, "default", "SHOW server_encoding") == "UTF8"
    assert _ask(home, "default", "SHOW data_checksums") == "on"
    assert _ask(home, "default", "SELECT datlocale FROM pg_database WHERE datname = 'rapport'") == "C.UTF-8"


def test_the_owner_may_hand_functions_to_the_gate(home: Path) -> None:
    assert _ask(home, "owner", "SELECT pg_has_role(current_user, 'rapport_gate', 'SET')") is True
    assert _ask(home, "default", "SELECT pg_has_role(current_user, 'rapport_gate', 'SET')") is False


@pytest.mark.parametrize(("database", "role"), [("rapport", "postgres"), ("postgres", "rapport_owner")])
def test_everything_else_is_rejected(home: Path, database: str, role: str) -> None:
    port = api.ensure_server(home).port
    with pytest.raises(psycopg.OperationalError, match="rejects connection"):
        psycopg.connect(host="127.0.0.1", port=port, dbname=database, user=role, password="guess")


def test_a_wrong_password_is_refused(home: Path) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(api.database_urls(home, {})["owner"], password="guess")


def test_the_secrets_are_private(home: Path) -> None:
    assert (home / "secrets.json").stat().st_mode & 0o777 == 0o600
    assert home.stat().st_mode & 0o077 == 0


def test_a_second_start_adopts_the_running_server(home: Path) -> None:
    first, second = api.ensure_server(home), api.ensure_server(home)
    assert second.adopted
    assert second.postmaster == first.postmaster


def test_a_killed_server_comes_back_with_every_commit(home: Path) -> None:
    server = api.ensure_server(home)
    with psycopg.connect(api.database_urls(home, {})["owner"], autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 100) AS n")
        os.kill(server.postmaster.pid, signal.SIGKILL)
        assert wait_gone(server.postmaster, 10)
    again = api.ensure_server(home)
    assert again.port == server.port
    assert _ask(home, "owner", "SELECT count(*) FROM kept") == 100


def test_a_stale_pid_file_naming_another_program_is_no_server(home: Path) -> None:
    api.stop_server(home)
    pid_file = Layout(home).data / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{pid_file.parent}\n0\n1\n\n\n\nready   \n")
    assert not api.ensure_server(home).adopted


def test_a_taken_port_makes_it_move(home: Path) -> None:
    old = api.ensure_server(home).port
    api.stop_server(home)
    with socket.socket() as foreign:
        foreign.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        foreign.bind(("127.0.0.1", old))
        foreign.listen()
        assert api.ensure_server(home).port != old
    assert _ask(home, "default", "SELECT 1") == 1


def test_the_last_user_stops_it_and_no_other(home: Path) -> None:
    api.stop_server(home)
    with api.running_server(home) as outer:
        with api.running_server(home) as inner:
            assert inner.postmaster == outer.postmaster
        assert outer.alive()
    assert not outer.alive()
