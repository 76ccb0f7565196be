"""One supervisor in a home: the first holds a lock, a second learns the address of the first."""

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO


@dataclass(frozen=True, slots=True)
class AlreadyRuns:
    """Another supervisor holds this home."""

    says: str


class HomeLock:
    """The lock of a home, held until the process ends."""

    def __init__(self, file: TextIO) -> None:
        self.file = file

    def announce(self, url: str) -> None:
        """Write where we serve, for a second start to read."""
        self.file.seek(0)
        self.file.truncate()
        self.file.write(f"{url} (process {os.getpid()})")
        self.file.flush()

    def release(self) -> None:
        """Forget the address and let the next one in."""
        self.file.seek(0)
        self.file.truncate()
        self.file.close()


def hold(home: Path) -> HomeLock | AlreadyRuns:
    """Take the lock, or say who has it."""
    file = (home / "rapport.lock").open("a+", encoding="utf-8")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        says = file.read().strip() or "still starting"
        file.close()
        return AlreadyRuns(says)
    return HomeLock(file)


def is_held(home: Path) -> bool:
    """Tell whether a living supervisor holds this home; a lock file left by a dead one does not count."""
    with (home / "rapport.lock").open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
