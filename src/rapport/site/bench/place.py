"""Where a benchmark runs: a home with its own durable server, thrown away afterwards unless it was named."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from rapport.kernel.embedded import api as embedded
from rapport.site.bench.meter import Reading, measured


@dataclass(frozen=True, slots=True)
class Place:
    """The home of one run and what is in it; `small` asks for a tenth of the size.

    `lasting` says for how many seconds what is paced goes on, whatever the size.
    """

    home: Path
    server: embedded.Server
    small: bool
    lasting: int | None = None

    def scale(self, full: int) -> int:
        """Return how many to do: all, or a tenth."""
        return max(full // 10, 1) if self.small else full

    def seconds(self, full: int, small: int) -> int:
        """Return for how long something paced goes on."""
        return self.lasting or (small if self.small else full)

    @property
    def url(self) -> str:
        """The owner's address of the database, for floors and for looking inside."""
        return embedded.database_urls(self.home)["owner"]

    @contextmanager
    def measuring(self, **trees: int) -> Iterator[Reading]:
        """Measure PostgreSQL, this process, and further trees by name and process id."""
        with measured({"postgresql": self.server.postmaster.pid, "python": os.getpid(), **trees}) as reading:
            yield reading

    def connect(self) -> "psycopg.Connection[tuple[object, ...]]":
        """Open a connection as the owner, every statement its own transaction."""
        return psycopg.connect(self.url, autocommit=True)

    def command(self, *words: str, heard: bool = True) -> "subprocess.Popen[str]":
        """Start `rapport …` in this home; its output can be read from `stdout`, unless nobody listens."""
        return subprocess.Popen(
            [sys.executable, "-m", "rapport.site.cli", *words],
            env=os.environ | {"RAPPORT_HOME": str(self.home)},
            stdout=subprocess.PIPE if heard else subprocess.DEVNULL,
            stderr=None if heard else subprocess.DEVNULL,
            text=True,
        )


@contextmanager
def bench_place(*, small: bool, kept: Path | None = None, lasting: int | None = None) -> Iterator[Place]:
    """Have a home with a running server; the environment points to it while the block runs.

    It is fresh and thrown away afterwards, or the one named, which stays for the next run.
    """
    home = Path(tempfile.mkdtemp(prefix="rapport-bench-")) if kept is None else kept.resolve()
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o711)
    before = {name: os.environ.get(name) for name in ("RAPPORT_HOME", "DATABASE_URL")}
    os.environ["RAPPORT_HOME"] = str(home)
    os.environ.pop("DATABASE_URL", None)
    try:
        with embedded.running_server(home) as server:
            secrets = embedded.ensure_secrets(embedded.Layout(home).secrets)
            embedded.ensure_roles(embedded.database_urls(home)["owner"], secrets)
            yield Place(home, server, small, lasting)
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
        if kept is None:
            shutil.rmtree(home, ignore_errors=True)
