"""What runs on a data directory: the postmaster of its pid file, or backends a killed one left behind."""

import time
from dataclasses import dataclass
from pathlib import Path

import psutil

ORPHANS_LEAVE_WITHIN = 8.0
"""Seconds the backends of a killed postmaster get to notice before they are ended."""


@dataclass(frozen=True, slots=True)
class Postmaster:
    """A living server process on our data directory."""

    pid: int
    port: int

    def alive(self) -> bool:
        """Tell whether the process still runs (a zombie does not)."""
        try:
            return psutil.Process(self.pid).status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False


def find_postmaster(data: Path) -> Postmaster | None:
    """Return the living postmaster of this data directory; a stale or reused pid counts as none."""
    try:
        lines = (data / "postmaster.pid").read_text("utf-8").splitlines()
        pid, port = int(lines[0]), int(lines[3])
    except (FileNotFoundError, ValueError, IndexError):
        return None
    found = Postmaster(pid, port)
    return found if found.alive() and _works_in(pid, data) else None


def clear_stale(data: Path) -> None:
    """Make a data directory without a living postmaster startable.

    Backends of a killed postmaster must be gone first: they still hold its shared memory.
    """
    orphans = [process for process in psutil.process_iter(["name"]) if _is_backend(process, data)]
    _, stubborn = psutil.wait_procs(orphans, timeout=ORPHANS_LEAVE_WITHIN)
    for process in stubborn:
        process.kill()
    psutil.wait_procs(stubborn, timeout=ORPHANS_LEAVE_WITHIN)
    (data / "postmaster.pid").unlink(missing_ok=True)


def wait_gone(postmaster: Postmaster, seconds: float) -> bool:
    """Wait until the process is gone; False if it outlives the time."""
    until = time.monotonic() + seconds
    while postmaster.alive():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def _is_backend(process: psutil.Process, data: Path) -> bool:
    return process.info.get("name") == "postgres" and _works_in(process.pid, data)


def _works_in(pid: int, data: Path) -> bool:
    """Every process of a server has the data directory as its working directory."""
    try:
        process = psutil.Process(pid)
        return process.name() == "postgres" and Path(process.cwd()) == data.resolve()
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return False
