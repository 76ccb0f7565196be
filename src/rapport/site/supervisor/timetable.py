"""Work done every so many hours by a process of its own, such as the backup."""

import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapport.site.supervisor.children import Child

AGAIN_AFTER = 3600.0
"""Seconds after a failure until the next try."""


@dataclass(slots=True)
class Errand:
    """A verb that runs to its end once `last_done` (seconds since 1970) is `every` seconds ago."""

    child: Child
    every: float
    last_done: Callable[[], float]
    not_before: float = 0.0

    def look(self) -> str | None:
        """Start it if it is due; return a sentence when it failed."""
        process = self.child.process
        if process is not None:
            if process.poll() is None:
                return None
            self.child.process = None
            if process.returncode != 0:
                self.not_before = time.time() + AGAIN_AFTER
                return f"{self.child.name} failed; it is tried again in an hour. Its log: {self.child.log}"
        now = time.time()
        if now >= self.not_before and now - self.last_done() >= self.every:
            self.child.start()
        return None

    def stop(self) -> None:
        """End it where it stands; it leaves nothing half done behind."""
        self.child.ask_to_stop()
        if self.child.process is not None:
            try:
                self.child.process.wait(5)
            except subprocess.TimeoutExpired:
                self.child.kill()


def newest(folder: Path, pattern: str, otherwise: Path) -> float:
    """Return when the newest match was made; where there is none, when `otherwise` was."""
    times = [path.stat().st_mtime for path in folder.glob(pattern)]
    return max(times) if times else otherwise.stat().st_mtime


def backup_errand(home: Path, hours: float, keep: int) -> Sequence[Errand]:
    """Return the errand that backs up the home, or none where it is switched off."""
    if hours <= 0:
        return []
    child = Child("backup", ("backup", "--keep", str(keep)), home / "logs" / "backup.log")
    secrets = home / "secrets.json"  # as old as the home
    return [Errand(child, hours * 3600, lambda: newest(home / "backups", "*T*Z", secrets))]
