"""One child process: how it starts, where it writes, when it may start again."""

import multiprocessing
import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from rapport.site.supervisor import birth, lifeline

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
SETTLED_AFTER = 60.0
"""Seconds of life after which a child counts as healthy again and its pause starts over."""
RENEWED_AFTER = 10.0
"""Seconds of life after which one that ended well only wants to begin anew."""
LARGEST_LOG = 32 * 1024 * 1024
FRUGAL = {"MALLOC_ARENA_MAX": "2", "MALLOC_TRIM_THRESHOLD_": "131072"}
"""The C library keeps an arena a thread and what was freed in it; so a child gives back what a burst took."""
NEVER_BORN = 255


def open_nursery() -> None:
    """Have children forked from one process that loads what they share once, as soon as the first is born."""
    for name, value in FRUGAL.items():
        os.environ.setdefault(name, value)
    os.environ[lifeline.SUPERVISOR] = str(os.getpid())
    multiprocessing.set_forkserver_preload(["rapport.site.supervisor.nursery"])


@dataclass(slots=True)
class Child:
    """A process of ours: `rapport WORDS`."""

    name: str
    words: Sequence[str]
    log: Path
    listening: socket.socket | None = None
    process: ForkServerProcess | None = None
    started_at: float = 0.0
    pause: float = FIRST_PAUSE
    start_after: float = 0.0
    deaths: int = field(default=0)

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        return self.process.pid if self.process and self.status is None else None

    @property
    def status(self) -> int | None:
        """The exit status once it ended, below zero the signal that ended it; None before."""
        if self.process is None:
            return None
        return self.process.exitcode if self.process.pid else NEVER_BORN

    def start(self) -> None:
        """Start it, with a log that is not too long."""
        rotate(self.log)
        context = multiprocessing.get_context("forkserver")
        self.process = context.Process(target=birth.live, args=(self.words, self.log, self.listening))
        with suppress(EOFError, OSError):  # no nursery: it said why
            self.process.start()
        self.started_at = time.monotonic()

    def keep_alive(self, now: float) -> str | None:
        """Start it again if it died and its pause is over; return a sentence when it just died."""
        status = self.status
        if status is None:
            return None
        if self.start_after:
            if now >= self.start_after:
                self.start_after = 0.0
                self.start()
            return None
        if status == 0 and now - self.started_at > RENEWED_AFTER:
            self.start()
            return None
        if now - self.started_at > SETTLED_AFTER:
            self.pause = FIRST_PAUSE
        self.deaths += 1
        self.start_after, self.pause = now + self.pause, min(self.pause * 2, LONGEST_PAUSE)
        return f"{self.name} ended ({ending(status)}); it starts again. Its log: {self.log}"

    def ask_to_stop(self) -> None:
        """Send SIGTERM, if it runs."""
        if self.process and self.pid:
            self.process.terminate()

    def wait_or_kill(self, until: float) -> None:
        """Wait for its end until a moment of the monotonic clock, then end it."""
        if self.process and self.pid:
            self.process.join(max(0.0, until - time.monotonic()))
            self.kill()

    def kill(self) -> None:
        """End it at once (it hangs); it will be started again."""
        if self.process and self.pid:
            self.process.kill()
            self.process.join()


def rapport(*words: str) -> list[str]:
    """Return the command line of one of our own verbs."""
    return [sys.executable, "-m", "rapport.site.cli", *words]


def rotate(log: Path) -> None:
    """Keep one older part of a log that grew large; writers append, so it may happen while they write."""
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        shutil.copyfile(log, log.with_suffix(".log.1"))
        os.truncate(log, 0)


def ending(status: int) -> str:
    """Say how a process ended."""
    return f"signal {signal.Signals(-status).name}" if status < 0 else f"exit status {status}"


def last_lines(log: Path, count: int = 12) -> str:
    """Return the end of a log."""
    return "\n".join(log.read_text("utf-8", errors="replace").splitlines()[-count:]) if log.exists() else ""
