"""The watcher of a worker: one thread that writes every run's progress and hears of cancelling."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import structlog
from django.db import DatabaseError, close_old_connections

from rapport.kernel.jobs import claims
from rapport.kernel.jobs.claims import Claim, Reading
from rapport.kernel.jobs.contracts import Progress

log = structlog.get_logger(__name__)
LOOK_EVERY = 0.5
BEAT_EVERY = 4.0


@dataclass(slots=True)
class _Watched:
    """A run under watch, and what was written of it last."""

    claim: Claim
    progress: Progress
    written: tuple[int, int | None, str] | None = None
    beaten_at: float = 0.0


class _Watcher:
    """The runs of this process, and the one thread that looks after them while there are any."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.runs: dict[Claim, _Watched] = {}
        self.thread: threading.Thread | None = None
        self.ending = False

    def add(self, claim: Claim, progress: Progress) -> None:
        with self.lock:
            progress.interrupted = progress.interrupted or self.ending
            self.runs[claim] = _Watched(claim, progress)
            if self.thread is None or not self.thread.is_alive():
                self.thread = threading.Thread(target=self._look_on, name="job watcher", daemon=True)
                self.thread.start()

    def remove(self, claim: Claim) -> None:
        with self.lock:
            del self.runs[claim]

    def end(self) -> None:
        """Interrupt the runs there are, and each that was claimed already and comes only now."""
        with self.lock:
            self.ending = True
            for run in self.runs.values():
                run.progress.interrupted = True

    def list_runs(self) -> list[_Watched]:
        with self.lock:
            return list(self.runs.values())

    def _look_on(self) -> None:
        idle_since = time.monotonic()
        while not self._ends(idle_since):
            if self.runs:
                idle_since = time.monotonic()
                _look_safely()
            time.sleep(LOOK_EVERY)

    def _ends(self, idle_since: float) -> bool:
        """Tell whether the thread ends; told under the lock, so that no run comes to a thread that goes."""
        with self.lock:
            if self.runs or time.monotonic() - idle_since < BEAT_EVERY:
                return False
            self.thread = None
            return True


_watcher = _Watcher()


@contextmanager
def watch(claim: Claim, progress: Progress) -> Iterator[None]:
    """Have a run's progress written, and its progress told of cancelling, while the block runs."""
    _watcher.add(claim, progress)
    try:
        yield
    finally:
        _watcher.remove(claim)


def is_busy() -> bool:
    """Tell whether a run of this process goes on."""
    return bool(_watcher.list_runs())


def interrupt_all() -> None:
    """Have every run of this process, for good, stop at its next safe point and go back into its lane."""
    _watcher.end()


def look_once(now: float) -> None:
    """Write what changed, beat where it is time, and hear what was asked for."""
    for run in _watcher.list_runs():
        progress = run.progress
        state = (progress.done, progress.total, progress.message)
        if state == run.written and now - run.beaten_at < BEAT_EVERY:
            continue
        answer = claims.beat(run.claim, Reading(*state[:2], progress.rate, progress.message))
        progress.interrupted = progress.interrupted or answer is None
        progress.cancelled = progress.cancelled or bool(answer)
        run.written, run.beaten_at = state, now


def _look_safely() -> None:
    """Look on through a failure of the database: the next look may succeed."""
    try:
        look_once(time.monotonic())
    except DatabaseError:
        log.exception("job progress not written")
    finally:
        close_old_connections()
