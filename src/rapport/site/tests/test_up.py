"""`rapport up` on real processes: it serves, survives kills, and leaves nothing behind."""

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from rapport.kernel.embedded.api import answers, database_urls
from rapport.site.tests.running import MakeHome, Running, gone, run, serving, wait_for

BACK_WITHIN = 120.0
"""Seconds; 30 on a machine that does nothing else."""
IDLE_MEMORY_MB = 700


@pytest.fixture
def home(migrated_home: MakeHome, tmp_path: Path) -> Path:
    """A migrated home of the test's own."""
    return migrated_home(tmp_path / "home")


@pytest.fixture(scope="module")
def rapport(migrated_home: MakeHome, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(migrated_home(tmp_path_factory.mktemp("shared") / "home")) as running:
        yield running


def test_it_is_alive_and_ready(rapport: Running) -> None:
    assert rapport.get("/healthz") == 200
    assert rapport.get("/readyz") == 200


def test_a_second_start_says_where_the_first_serves(rapport: Running) -> None:
    second = run(rapport.home, "up", "--no-browser")
    assert second.returncode == 0
    assert f"already runs: http://127.0.0.1:{rapport.port}" in second.stdout


def test_other_commands_work_beside_it(rapport: Running) -> None:
    postmaster = rapport.postmaster()
    assert run(rapport.home, "migrate", "--quiet").returncode == 0
    assert rapport.postmaster() == postmaster


def test_the_doctor_finds_nothing_wrong(rapport: Running) -> None:
    findings = run(rapport.home, "doctor")
    assert "all four roles can sign in" in findings.stdout
    assert "serves at" in findings.stdout


def test_idle_memory_of_all_processes(rapport: Running) -> None:
    if not hasattr(psutil.Process().memory_full_info(), "pss"):
        pytest.skip("this system does not tell proportional memory")
    total = sum(process.memory_full_info().pss for process in rapport.processes()) / 1e6
    assert total <= IDLE_MEMORY_MB


def test_postgres_killed_is_back_by_itself(rapport: Running) -> None:
    killed = rapport.postmaster()
    os.kill(killed, signal.SIGKILL)
    wait_for(lambda: rapport.find_postmaster() not in (killed, None), "another server", BACK_WITHIN)
    wait_for(lambda: answers(database_urls(rapport.home, {})["default"]), "the database", BACK_WITHIN)
    wait_for(lambda: rapport.get("/readyz") == 200, "service", BACK_WITHIN)


def test_the_web_process_killed_is_back_and_no_connection_is_refused(rapport: Running) -> None:
    web = rapport.child("web")
    web.kill()
    assert rapport.get("/healthz", BACK_WITHIN) == 200
    wait_for(lambda: rapport.replaced("web", web), "another web process", BACK_WITHIN)


def test_the_nursery_killed_takes_its_children_and_all_are_back(rapport: Running) -> None:
    nursery, web = rapport.child("nursery"), rapport.child("web")
    nursery.kill()
    wait_for(lambda: not web.is_running(), "the end of its children", BACK_WITHIN)
    family = ("nursery", "web", "worker", "relay")
    wait_for(lambda: all(rapport.find_child(verb) for verb in family), "all of them", BACK_WITHIN)
    assert not nursery.is_running()
    wait_for(lambda: rapport.get("/readyz") == 200, "service", BACK_WITHIN)


@pytest.mark.parametrize("verb", ["relay", "worker"])
def test_a_killed_child_is_back(rapport: Running, verb: str) -> None:
    child = rapport.child(verb)
    child.kill()
    wait_for(lambda: rapport.replaced(verb, child), f"another {verb}", BACK_WITHIN)


@pytest.mark.parametrize("signals", [("SIGINT",), ("SIGTERM",), ("SIGINT", "SIGINT"), ("SIGTERM", "SIGINT")])
def test_a_signal_stops_everything(home: Path, signals: tuple[str, ...]) -> None:
    with serving(home) as running:
        processes = running.processes()
        assert {"postgres"} <= {process.name() for process in processes}
        for name in signals:
            running.process.send_signal(getattr(signal, name))
        assert running.process.wait(120) == 0
        wait_for(lambda: gone(processes), "the end of all")
    assert not (home / "postgres/data/postmaster.pid").exists()
    assert (home / "rapport.lock").read_text() == ""


def test_a_killed_supervisor_takes_everything_with_it(home: Path) -> None:
    with serving(home) as running:
        processes = running.processes()
        running.process.kill()
        wait_for(lambda: gone(processes), "the end of its children", BACK_WITHIN)
    with serving(home) as again:
        assert again.get("/readyz") == 200


def test_a_taken_port_is_refused_with_the_mend(tmp_path: Path) -> None:
    with socket.socket() as foreign:
        foreign.bind(("127.0.0.1", 0))
        foreign.listen()
        port = foreign.getsockname()[1]
        refused = run(tmp_path, "up", "--no-browser", "--no-demo", "--port", str(port))
    assert refused.returncode == 1
    assert f"Mend: rapport up --port {port + 1}" in refused.stderr


def test_a_wrong_verb_is_a_usage_error(tmp_path: Path) -> None:
    wrong = run(tmp_path, "dance")
    assert wrong.returncode == 2
    assert "backup" in run(tmp_path).stdout
