"""The list of a backup's files with size and SHA-256: what is not as listed is not restored."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from rapport.kernel.errors import Invalid

NAME = "manifest.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds; `made_at` in UTC, ISO 8601."""

    version: int
    made_at: str
    files: dict[str, dict[str, int | str]]

    @property
    def size(self) -> int:
        """Bytes in all."""
        return sum(int(facts["size"]) for facts in self.files.values())


def write_manifest(folder: Path) -> Manifest:
    """List every file of a finished backup."""
    files = {str(path.relative_to(folder)): _facts(path) for path in _files(folder)}
    manifest = Manifest(VERSION, datetime.now(UTC).isoformat(), files)
    (folder / NAME).write_text(json.dumps(asdict(manifest), indent=1), "utf-8")
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """Return the list of a backup; raises Invalid where there is none."""
    try:
        return Manifest(**json.loads((folder / NAME).read_text("utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise Invalid(f"{folder} is no backup of Rapport: {error}", code="no_backup") from error


def check_manifest(folder: Path) -> Manifest:
    """Read the list and compare every file with it; raises Invalid naming what differs."""
    manifest = read_manifest(folder)
    if manifest.version > VERSION:
        raise Invalid("This backup was made by a newer Rapport.", code="newer_backup")
    found = {str(path.relative_to(folder)): _facts(path) for path in _files(folder)}
    wrong = {
        name: "is missing" if name not in found else "differs from its checksum"
        for name, facts in manifest.files.items()
        if found.get(name) != facts
    }
    if wrong:
        raise Invalid("The backup is damaged.", code="damaged_backup", fields=wrong)
    return manifest


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / NAME)


def _facts(path: Path) -> dict[str, int | str]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"size": path.stat().st_size, "sha256": digest}
