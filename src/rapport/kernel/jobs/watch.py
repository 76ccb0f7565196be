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


_runs: dict[Claim, _Watched] = {}
_lock = threading.Lock()
_thread: threading.Thread | None = None


@contextmanager
def watch(claim: Claim, progress: Progress) -> Iterator[None]:
    """Have a run's progress written, and its progress told of cancelling, while the block runs."""
    with _lock:
        _runs[claim] = _Watched(claim, progress)
        _ensure_thread()
    try:
        yield
    finally:
        with _lock:
            del _runs[claim]


def interrupt_all() -> None:
    """Have every run of this process stop at its next safe point and go back into its lane."""
    with _lock:
        for run in _runs.values():
            run.progress.interrupted = True


def look_once(now: float) -> None:
    """Write what changed, beat where it is time, and hear what was asked for."""
    with _lock:
        runs = list(_runs.values())
    for run in runs:
        progress = run.progress
        state = (progress.done, progress.total, progress.message)
        if state == run.written and now - run.beaten_at < BEAT_EVERY:
            continue
        answer = claims.beat(run.claim, Reading(*state[:2], progress.rate, progress.message))
        progress.interrupted = progress.interrupted or answer is None
        progress.cancelled = progress.cancelled or bool(answer)
        run.written, run.beaten_at = state, now


def _ensure_thread() -> None:
    global _thread  # noqa: PLW0603 - one watcher a process
    if _thread is None or not _thread.is_alive():
        _thread = threading.Thread(target=_watch, name="job watcher", daemon=True)
        _thread.start()


def _watch() -> None:
    idle_since = time.monotonic()
    while time.monotonic() - idle_since < BEAT_EVERY:
        if _runs:
            idle_since = time.monotonic()
        try:
            look_once(time.monotonic())
        except DatabaseError:
            log.exception("job progress not written")
        finally:
            close_old_connections()
        time.sleep(LOOK_EVERY)
