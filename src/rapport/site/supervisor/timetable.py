"""Work done every so many hours by a process of its own, such as the backup."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rapport.bigdata.lake.api import is_wanted
from rapport.collaborative.delivery.contracts.wanted import is_channel_wanted
from rapport.site.supervisor.children import Child

LAKE_IDLE_SECONDS = 30
STOPS_WITHIN = 5.0


@dataclass(slots=True)
class Errand:
    """A verb that runs to its end whenever it is due; one that failed is tried again after a while."""

    child: Child
    due: Callable[[], bool]
    again_after: float
    not_before: float = 0.0
    failed: bool = False

    def look(self) -> str | None:
        """Start it if it is due; return a sentence when it failed."""
        if self.child.process is not None:
            status = self.child.status
            if status is None:
                return None
            self.child.process = None
            self.failed = status != 0
            if self.failed:
                self.not_before = time.time() + self.again_after
                pause = f"{self.again_after / 60:.0f} min" if self.again_after >= 60 else "a moment"
                return f"{self.child.name} failed; it is tried again in {pause}. Its log: {self.child.log}"
        if time.time() >= self.not_before and (self.failed or self.due()):
            self.child.start()
        return None

    def stop(self) -> None:
        """End it where it stands; it leaves nothing half done behind."""
        self.child.ask_to_stop()
        self.child.wait_or_kill(time.monotonic() + STOPS_WITHIN)


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
    return [
        Errand(child, lambda: time.time() - newest(home / "backups", "*T*Z", secrets) >= hours * 3600, 3600.0)
    ]


def lake_errand(home: Path) -> Errand:
    """Return the errand that takes facts into the lake: it comes when batches wait, and ends when none do.

    What it needs of memory, Arrow and DuckDB, it has only while there is work.
    """
    words = ("lake", "--idle", str(LAKE_IDLE_SECONDS))
    return Errand(Child("lake", words, home / "logs" / "lake.log"), lambda: is_wanted(home), 1.0)


def channel_errands(home: Path, rooms: Path) -> Sequence[Errand]:
    """Return an errand for each channel: its process comes when an account works, and ends with the last.

    Each is named as the file that carries its messages, in whichever room of this folder.
    """
    names = sorted(path.stem for path in rooms.glob("*/transports/[!_]*.py"))
    return [
        Errand(
            Child(f"channel-{name}", ("channel", name), home / "logs" / f"channel-{name}.log"),
            partial(is_channel_wanted, home, name),
            5.0,
        )
        for name in names
    ]
