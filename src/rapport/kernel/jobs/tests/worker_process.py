"""A worker for tests: works in the test's database until told to stop; argv: database, folder."""

import sys
import time
from pathlib import Path

import django

django.setup()

from django.db import connections

from rapport.kernel.jobs import claims, registry, worker
from rapport.kernel.jobs.api import JobRun, register_job, run_worker

for _connection in connections.all():
    _connection.settings_dict["NAME"] = sys.argv[1]
claims.STALE_AFTER = 2
worker.QUIET = 0.1
# With the kinds go their rounds, which would come for every business of earlier tests.
registry._kinds.clear()
FOLDER = Path(sys.argv[2])
HELD: list[bytes] = []


def wait_for_file(run: JobRun) -> dict[str, int]:
    """Say that it began, and go on until the file `go` is there."""
    (FOLDER / f"began-{run.attempt}").touch()
    while not (FOLDER / "go").exists():
        run.progress.report(run.progress.done + 1)
        run.progress.raise_if_cancelled()
        time.sleep(0.01)
    return {"attempt": run.attempt}


def grow(run: JobRun) -> dict[str, int]:
    """Hold on to more than a worker is to keep."""
    HELD.append(b"x" * 2 * worker.GROWN)
    return {"attempt": run.attempt}


register_job("test.wait", wait_for_file)
register_job("test.quick", lambda run: {"attempt": run.attempt}, lane="quick")
register_job("test.grow", grow)
if run_worker():
    (FOLDER / "anew").touch()
