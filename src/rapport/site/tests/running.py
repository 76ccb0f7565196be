"""A whole Rapport on real processes, for tests that break it: its home, its address, its processes."""

import http.client
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

MakeHome = Callable[[Path], Path]
"""What the fixture `migrated_home` is."""
WAIT = 240.0
"""Seconds for a first start on a machine that is busy with other tests."""


class Running:
    """`rapport up` in a home of its own."""

    def __init__(
        self,
        home: Path,
        *words: str,
        env: Mapping[str, str] | None = None,
        python: str = sys.executable,
        user: str | None = None,
    ) -> None:
        self.home = home
        self.lines: list[str] = []
        self.process = subprocess.Popen(
            [python, *command("up", "--no-browser", "--no-demo", *words)[1:]],
            env={**environment(home), **(env or {})},
            user=user,
            group=user,
            extra_groups=[] if user else None,
            cwd="/" if user else None,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        self.lines.extend(self.process.stdout)

    @property
    def said(self) -> str:
        return "".join(self.lines)

    @property
    def port(self) -> int:
        found = re.search(r"serves at http://[^:]+:(\d+)", self.said)
        assert found, self.said
        return int(found.group(1))

    def wait_serving(self) -> "Running":
        wait_for(lambda: "serves at" in self.said or self.process.poll() is not None, "the greeting")
        assert self.process.poll() is None, self.said
        return self

    def get(self, path: str, seconds: float = 5.0) -> int:
        """Return the status of a request, 0 if it was not answered."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    def postmaster(self) -> int:
        found = self.find_postmaster()
        assert found is not None
        return found

    def find_postmaster(self) -> int | None:
        """Return the process id in the server's pid file, if there is one."""
        try:
            return int((self.home / "postgres/data/postmaster.pid").read_text().splitlines()[0])
        except (FileNotFoundError, IndexError):
            return None

    def child(self, verb: str) -> psutil.Process:
        found = self.find_child(verb)
        assert found is not None, verb
        return found

    def find_child(self, verb: str) -> psutil.Process | None:
        """Return the living child that runs a verb."""
        for process in psutil.Process(self.process.pid).children(recursive=True):
            with suppress(psutil.Error):
                if " ".join(process.cmdline()).split()[:2] == ["rapport", verb]:
                    return process
        return None

    def replaced(self, verb: str, old: psutil.Process) -> bool:
        """Tell whether another process runs the verb now."""
        found = self.find_child(verb)
        return found is not None and found.pid != old.pid

    def processes(self) -> list[psutil.Process]:
        """Return every process of this Rapport, PostgreSQL's included."""
        root = psutil.Process(self.process.pid)
        return [root, *root.children(recursive=True)]

    def interrupt(self) -> int:
        """Press Ctrl-C and wait for the end; return the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(120)


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "rapport.site.cli", *words]


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("RAPPORT_", "PYTEST"))}
    for name in ("DATABASE_URL", "PYTHONDONTWRITEBYTECODE"):
        kept.pop(name, None)
    return {**kept, "RAPPORT_HOME": str(home)}


def run(home: Path, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run a verb to its end; `more` are environment variables."""
    return subprocess.run(
        command(*words),
        env={**environment(home), **more},
        capture_output=True,
        text=True,
        timeout=WAIT,
        check=False,
    )


def wait_for(condition: Callable[[], bool], what: str, seconds: float = WAIT) -> float:
    """Poll until something holds; return how long it took."""
    began = time.monotonic()
    tick = threading.Event()
    while not condition():
        assert time.monotonic() - began < seconds, f"waited {seconds} s for {what}"
        tick.wait(0.05)
    return time.monotonic() - began


def gone(processes: list[psutil.Process]) -> bool:
    """Tell whether none of these runs any more."""
    return not any(process.is_running() and process.status() != psutil.STATUS_ZOMBIE for process in processes)


@contextmanager
def serving(
    home: Path,
    *words: str,
    env: Mapping[str, str] | None = None,
    python: str = sys.executable,
    user: str | None = None,
) -> Iterator[Running]:
    """Have a Rapport serve while the block runs; whatever happens, nothing of it stays."""
    rapport = Running(home, *words, env=env, python=python, user=user)
    processes: list[psutil.Process] = []
    try:
        rapport.wait_serving()
        processes = rapport.processes()
        yield rapport
    finally:
        if rapport.process.poll() is None:
            processes = rapport.processes()
            rapport.interrupt()
        for process in processes:
            if process.is_running():
                process.kill()
