"""Programs and people work while random processes are killed: nothing lost, nothing doubled, memory flat."""

import http.client
import json
import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path
from uuid import uuid4

import psutil
import psycopg

from rapport.kernel.embedded.api import database_urls
from rapport.site.tests.running import Running, environment, run, serving, wait_for

WRITERS = 4
GROWTH_MB = 60
FOUND = """
from rapport.site import runtime
runtime.set_up_django()
from rapport.kernel.identity.api import create_token, found_roles
from rapport.kernel.tenancy.api import as_tenant, create_tenant
tenant = create_tenant("soak", "Soak")
found_roles(tenant.id)
with as_tenant(tenant.id):
    print(create_token("soak", "admin")[1])
"""
COUNTS = """
select (select count(*) from party), (select count(distinct name) from party),
       (select count(*) from contact_point), (select count(distinct normal) from contact_point),
       (select coalesce(sum(count), 0) from fact where name = 'customer.created.v1')
"""


class Program(threading.Thread):
    """Creates customers over the API, each under a key of its own, and asks again until it is answered."""

    def __init__(self, port: int, token: str, stopped: threading.Event) -> None:
        super().__init__(daemon=True)
        self.port, self.stopped = port, stopped
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self.done: list[str] = []
        self.refused: list[str] = []

    def run(self) -> None:
        while not self.stopped.is_set():
            key = str(uuid4())
            body = {"name": key, "contact_points": [{"kind": "email", "value": f"{key}@example.com"}]}
            status = self._until_answered(key, json.dumps(body))
            if status == 201:
                self.done.append(key)
            else:
                self.refused.append(f"{status} {key}")

    def _until_answered(self, key: str, body: str) -> int:
        """Return the final status: a lost answer or a 503 is asked for again, under the same key."""
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            try:
                connection.request(
                    "POST", "/api/v1/customers", body, {**self.headers, "Idempotency-Key": key}
                )
                status = connection.getresponse().status
                if status not in (409, 429, 500, 503):
                    return status
            except (OSError, http.client.HTTPException):
                pass
            finally:
                connection.close()
            threading.Event().wait(0.2)


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


def _wait_for_more(programs: list[Program], count: int) -> None:
    wait_for(lambda: sum(len(program.done) for program in programs) > count, "work to go on")


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
        found = subprocess.run(
            [sys.executable, "-c", FOUND],
            env=environment(running.home),
            capture_output=True,
            text=True,
            check=True,
        )
        stopped = threading.Event()
        programs = [Program(running.port, found.stdout.strip(), stopped) for _ in range(WRITERS)]
        for program in programs:
            program.start()
        wait_for(lambda: sum(len(program.done) for program in programs) > 50, "the first customers")
        before = _weigh(running)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            had = sum(len(program.done) for program in programs)
            kills[_kill_something(running, dice)] += 1
            _wait_for_more(programs, had + 20)
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
    assert run(running.home, "backup", "--portable").returncode == 0, "it lets the keeper read"
    with psycopg.connect(database_urls(running.home, {})["owner"]) as connection:
        connection.execute("set role rapport_keeper")
        kept = {row[0] for row in connection.execute("select name from party")}
        counts = connection.execute(COUNTS).fetchone()
    assert kept == acknowledged
    assert counts == (count, count, count, count, count)
    doctor = run(running.home, "doctor")
    assert "every seal holds" in doctor.stdout, doctor.stdout
    assert "facts: none put aside" in doctor.stdout, doctor.stdout
