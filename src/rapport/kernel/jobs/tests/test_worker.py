"""The worker as a process: starts at once, survives kill -9, gives back what it held when told to stop."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection, connections
from tests.house import HOME, Shop

from rapport.kernel.identity.api import system_actor
from rapport.kernel.jobs import registry
from rapport.kernel.jobs.api import JobSummary, cancel_job, enqueue, get_job, register_job
from rapport.kernel.tenancy.api import as_tenant

PROGRAM = Path(__file__).with_name("worker_process.py")
Start = Callable[[], "subprocess.Popen[bytes]"]


@pytest.fixture
def start(transactional_db: None, tmp_path: Path) -> Iterator[Start]:
    """Return a function that starts a worker process; all of them end with the test."""
    kinds = dict(registry._kinds)
    _forget_work_of_earlier_tests()
    register_job("test.wait", lambda run: None)
    register_job("test.quick", lambda run: None, lane="quick")
    register_job("test.grow", lambda run: None)
    running: list[subprocess.Popen[bytes]] = []

    def begin() -> "subprocess.Popen[bytes]":
        name = str(connection.settings_dict["NAME"])
        command = [sys.executable, str(PROGRAM), name, str(tmp_path)]
        environment = {**os.environ, "RAPPORT_HOME": str(HOME), "PYTHONPATH": os.pathsep.join(sys.path)}
        running.append(subprocess.Popen(command, env=environment))
        return running[-1]

    yield begin
    for process in running:
        process.kill()
        process.wait()
    registry._kinds.clear()
    registry._kinds.update(kinds)


def _forget_work_of_earlier_tests() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("truncate job, procrastinate_jobs cascade")


def until(shop: Shop, job_id: UUID, ready: Callable[[JobSummary], bool], seconds: float = 300) -> JobSummary:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with as_tenant(shop.tenant_id):
            job = get_job(job_id, actor=system_actor(shop.tenant_id))
        if ready(job):
            return job
        time.sleep(0.05)
    raise AssertionError(f"not in time: {job}")


def test_a_killed_workers_job_is_run_again_by_another(shop: Shop, start: Start, tmp_path: Path) -> None:
    first = start()
    job_id = enqueue("test.wait", {}, actor=shop.actor)
    until(shop, job_id, lambda job: job.state == "running" and job.done > 0)
    first.kill()
    start()
    until(shop, job_id, lambda job: job.attempt == 2)
    (tmp_path / "go").touch()
    assert until(shop, job_id, lambda job: job.state == "done").result == {"attempt": 2}


def test_a_stopped_worker_gives_its_job_back(shop: Shop, start: Start) -> None:
    worker = start()
    job_id = enqueue("test.wait", {}, actor=shop.actor)
    until(shop, job_id, lambda job: job.state == "running")
    worker.terminate()
    assert worker.wait(120) == 0
    assert until(shop, job_id, lambda job: job.state == "queued").attempt == 0
    with as_tenant(shop.tenant_id):  # or the next worker started here would hold it for ever
        cancel_job(job_id, actor=shop.actor)


def test_a_worker_that_grew_begins_anew_when_nothing_is_left(
    shop: Shop, start: Start, tmp_path: Path
) -> None:
    worker = start()
    modest = enqueue("test.quick", {}, actor=shop.actor)
    until(shop, modest, lambda job: job.state == "done")
    assert worker.poll() is None
    greedy = enqueue("test.grow", {}, actor=shop.actor)
    until(shop, greedy, lambda job: job.state == "done")
    assert worker.wait(120) == 0
    assert (tmp_path / "anew").exists()


def test_a_long_job_holds_up_no_quick_one_and_can_be_cancelled(shop: Shop, start: Start) -> None:
    start()
    long = enqueue("test.wait", {}, actor=shop.actor)
    until(shop, long, lambda job: job.state == "running")
    quick = enqueue("test.quick", {}, actor=shop.actor)
    until(shop, quick, lambda job: job.state == "done")
    with as_tenant(shop.tenant_id):
        cancel_job(long, actor=shop.actor)
    until(shop, long, lambda job: job.state == "cancelled")
