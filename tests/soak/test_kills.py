"""Programs and people work while random processes are killed: nothing lost, nothing doubled, memory flat."""

import http.client
import os
import random
import threading
import time
from pathlib import Path

import psutil

from rapport.site.tests.running import Running, run, serving, wait_for
from tests.programs import Program, ask_as_keeper, found_business, wait_for_more

WRITERS = 4
GROWTH_MB = 60
COUNTS = """
select (select count(*) from party), (select count(distinct name) from party),
       (select count(*) from contact_point), (select count(distinct normal) from contact_point),
       (select coalesce(sum(count), 0) from fact where name = 'customer.created.v1')
"""


def _weigh(running: Running) -> dict[str, float]:
    """Return the proportional memory of the supervisor and of each child, in MB."""
    weights = {"up": psutil.Process(running.process.pid).memory_full_info().pss / 1e6}
    for verb in ("web", "worker", "relay"):
        child = running.find_child(verb)
        if child is not None:
            weights[verb] = child.memory_full_info().pss / 1e6
    return weights


def _figure(running: Running, name: str) -> float:
    """Add up a figure of /metrics over its labels; endless where it cannot be read."""
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=30)
    try:
        connection.request("GET", "/metrics")
        text = connection.getresponse().read().decode()
    except (OSError, http.client.HTTPException):
        return float("inf")
    finally:
        connection.close()
    if "rapport_database_up 1.0" not in text:
        return float("inf")
    return sum(float(line.rsplit(" ", 1)[1]) for line in text.splitlines() if line.startswith(f"{name}{{"))


def _kill_something(running: Running, dice: random.Random) -> str:
    victim = dice.choice(("web", "worker", "relay", "postgres"))
    if victim == "postgres":
        pid = running.find_postmaster()
        if pid is not None and psutil.pid_exists(pid):
            psutil.Process(pid).kill()
    else:
        child = running.find_child(victim)
        if child is not None:
            child.kill()
    return victim


def test_kills_under_load_lose_and_double_nothing(tmp_path: Path) -> None:
    seconds = float(os.environ["RAPPORT_SOAK_MINUTES"]) * 60 / 2
    dice, kills = random.Random(int(time.time())), dict.fromkeys(("web", "worker", "relay", "postgres"), 0)
    with serving(tmp_path / "home") as running:
        token = found_business(running.home)
        stopped = threading.Event()
        programs = [Program(running.port, token, stopped) for _ in range(WRITERS)]
        for program in programs:
            program.start()
        wait_for_more(programs, 50)
        before = _weigh(running)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            kills[_kill_something(running, dice)] += 1
            wait_for_more(programs, 20)
        stopped.set()
        for program in programs:
            program.join()
        wait_for(lambda: _figure(running, "rapport_relay_waiting") == 0, "every fact's delivery")
        done = [key for program in programs for key in program.done]
        assert [one for program in programs for one in program.refused] == []
        _check(running, set(done), len(done))
        after = _weigh(running)
    print(f"{len(done)} customers, killed {kills}, MB {before} → {after}")
    assert after["up"] - before["up"] < GROWTH_MB


def _check(running: Running, acknowledged: set[str], count: int) -> None:
    """Compare what was acknowledged with what is kept, and recompute the sealed history."""
    assert len(acknowledged) == count
    kept = {name for (name,) in ask_as_keeper(running.home, "select name from party")}
    counts = ask_as_keeper(running.home, COUNTS)[0]
    assert kept == acknowledged
    assert counts == (count, count, count, count, count)
    doctor = run(running.home, "doctor")
    assert "every seal holds" in doctor.stdout, doctor.stdout
    assert "facts: none put aside" in doctor.stdout, doctor.stdout
