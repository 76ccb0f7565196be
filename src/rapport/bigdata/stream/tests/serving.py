"""A stream of a test's own: a real server on loopback, ended whatever happens."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rapport.bigdata.stream.api import stream_url
from rapport.bigdata.stream.operations.link import AWAY, connected

WAIT = 240.0


class Stream:
    """A server in a home of its own; it can be killed and started again."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.tick = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Stream":
        self.home.mkdir(parents=True, exist_ok=True)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "rapport.site.cli", "stream"],
            env={**os.environ, "RAPPORT_HOME": str(self.home)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + WAIT
        while not self.answers():
            assert time.monotonic() < until, "the stream did not answer"
            self.tick.wait(0.05)
        return self

    @property
    def url(self) -> str:
        found = stream_url(self.home)
        assert found is not None
        return found

    def answers(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, "the stream did not start"
        if stream_url(self.home) is None:
            return False
        try:
            with connected(self.url, []):
                return True
        except AWAY:
            return False

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()


@contextmanager
def streaming(home: Path) -> Iterator[Stream]:
    """Have a stream while the block runs."""
    stream = Stream(home).start()
    try:
        yield stream
    finally:
        stream.kill()
