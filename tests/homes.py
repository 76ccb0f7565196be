"""Homes of a whole Rapport for tests: migrated once in a test run, copied for whoever needs one."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def migrated_home(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Return a function that puts a migrated home, whose server does not run, where there is none yet."""
    from rapport.site.tests.running import serving

    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "migrated"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the other worker's tests want one too
        if not (folder / "home").exists():
            with serving(folder / "made"):
                pass
            (folder / "made").rename(folder / "home")
    return lambda place: Path(shutil.copytree(folder / "home", place))
