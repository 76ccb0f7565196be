"""How much room the home's disk has, and whether that is enough to take more in."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from rapport.kernel.errors import Upstream
from rapport.site.values import get_number


@dataclass(frozen=True, slots=True)
class Room:
    """The disk of a folder, in bytes."""

    free: int
    total: int

    @property
    def ratio(self) -> float:
        """The free share, 0 to 1."""
        return self.free / self.total if self.total else 0.0

    @property
    def short(self) -> bool:
        """Tell whether less is free than RAPPORT_DISK_RESERVE percent: then nothing more is taken in."""
        return self.ratio * 100 < get_number("RAPPORT_DISK_RESERVE")


def measure(folder: Path) -> Room:
    """Return the room on the disk of a folder, or of the nearest folder above it that exists."""
    place = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    usage = shutil.disk_usage(place)
    return Room(usage.free, usage.total)


def refuse_if_short(folder: Path, what: str) -> None:
    """Raise Upstream where the disk of a folder is nearly full; `what` says what was not begun."""
    room = measure(folder)
    if room.short:
        raise Upstream(
            f"The disk of {folder} is nearly full ({room.ratio:.0%} free): {what}. Mend: make room, or lower "
            "RAPPORT_DISK_RESERVE",
            code="disk_full",
        )
