"""A process that forks a child for each job it is given, so that a kill costs no start."""

import os
import signal
import subprocess
import sys

from django.db import connections


class Stove:
    """Runs one of the programs of this folder on the test's database."""

    def __init__(self, program: str, *words: object) -> None:
        owner = connections["owner"].settings_dict
        where = f"{owner['USER']}:{owner['PASSWORD']}@{owner['HOST']}:{owner['PORT']}/{owner['NAME']}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", f"tests.faults.{program}", *map(str, words)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "DATABASE_URL": f"postgresql://{where}"},
        )
        self.read()

    def read(self) -> str:
        """Return the next line it says."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def write(self, words: str) -> None:
        """Tell it, or the child that listens, a line."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()

    def light(self, words: str = "again") -> int:
        """Have a child begin; returns its number."""
        self.write(words)
        return int(self.read())

    def kill(self, child: int) -> None:
        """Kill a child, and wait until it is gone."""
        os.kill(child, signal.SIGKILL)
        self.wait_gone()

    def wait_gone(self) -> None:
        """Wait for a child's end."""
        while self.read() != "gone":
            pass

    def end(self) -> None:
        """Let the process end."""
        self.process.communicate()
