"""The archive of the write-ahead log: what lets a restore stop at a moment between two backups."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from rapport.kernel.embedded.layout import Layout

SECONDS = "RAPPORT_ARCHIVE_SECONDS"
SEGMENT = 16 * 1024 * 1024
PER_FILE = 0x1_0000_0000 // SEGMENT


@dataclass(frozen=True, slots=True)
class ArchiveState:
    """What the archive holds: finished pieces, their bytes, and how many wait to be kept."""

    kept: int
    size: int
    waiting: int

    @property
    def failing(self) -> bool:
        """Tell whether pieces pile up: the server cannot write where they are kept."""
        return self.waiting > 3


def archive_seconds(layout: Layout) -> int:
    """Return after how many seconds an unfinished piece is kept too; 0 means the archive is off.

    RAPPORT_ARCHIVE_SECONDS is remembered in the home: a command started without it must not leave a gap.
    """
    marker = layout.archive / "on"
    said = os.environ.get(SECONDS)
    if said is not None:
        if int(said) > 0:
            marker.write_text(said, "utf-8")
        else:
            marker.unlink(missing_ok=True)
    return int(marker.read_text("utf-8") or "0") if marker.exists() else 0


def archive_command(layout: Layout) -> str:
    """Return the command that keeps a finished piece, compressed, once the file `on` lies there."""
    folder = layout.archive
    kept = f"{folder}/%f.gz"
    return (
        f'test ! -e "{folder}/on" || test -f "{kept}" || '
        f'{{ gzip -1 -c "%p" > "{kept}.part" && sync "{kept}.part" && mv "{kept}.part" "{kept}"; }}'
    )


def restore_command(archive: Path) -> str:
    """Return the command that brings a kept piece back."""
    return f'test -f "{archive}/%f.gz" && gzip -dc "{archive}/%f.gz" > "%p"'


def archive_state(layout: Layout) -> ArchiveState | None:
    """Return what the archive holds; None where it is off."""
    if not (layout.archive / "on").exists():
        return None
    sizes = [path.stat().st_size for path in layout.archive.glob("*.gz")]
    waiting = len(list((layout.data / "pg_wal" / "archive_status").glob("*.ready")))
    return ArchiveState(len(sizes), sum(sizes), waiting)


def prune_archive(layout: Layout, oldest_backup: Path) -> int:
    """Delete the pieces from before the oldest kept base backup began; return how many."""
    ranges = json.loads((oldest_backup / "backup_manifest").read_text("utf-8"))["WAL-Ranges"]
    needed = min(_piece(one["Timeline"], one["Start-LSN"]) for one in ranges)
    old = [path for path in layout.archive.glob("*.gz") if path.name.split(".")[0] < needed]
    for path in old:
        path.unlink()
    return len(old)


def _piece(timeline: int, position: str) -> str:
    """Return the name of the piece of the log a position lies in."""
    high, _, low = position.partition("/")
    number = ((int(high, 16) << 32) + int(low, 16)) // SEGMENT
    return f"{timeline:08X}{number // PER_FILE:08X}{number % PER_FILE:08X}"
