"""Take a backup of a home, keep the newest ones, put one back into an empty home."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from rapport.kernel.embedded.api import (
    Layout,
    ensure_secrets,
    lay_base_backup,
    prune_archive,
)
from rapport.kernel.errors import Conflict, Missing
from rapport.site import disk
from rapport.site.backups.manifest import NAME, Manifest, check_manifest, read_manifest, write_manifest

DATABASE, TABLES, SECRETS = "database", "tables", "secrets.json"
"""A copy of the embedded server's files, or every table in a form any server takes."""
HEADS = "seals.log"
"""The heads of the sealed history; copied first, so that the copied database is never behind them."""
FOLDERS = ("blobs", "intake")
FILES = (SECRETS, "demo.txt")


def take(home: Path, target: Path | None, copy_database: Callable[[Path], object]) -> tuple[Path, Manifest]:
    """Back up the home while it works; return the finished folder and its list.

    `copy_database` writes the database into the folder it is given. It comes before the files: a file is
    written before the row that names it and never changed, so every file the copied rows name is there.
    """
    place = target or home / "backups" / datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    disk.refuse_if_short(place.parent, "no backup was begun")
    with _finished_or_gone(place) as folder:
        _copy(home / HEADS, folder / HEADS)
        copy_database(folder)
        _copy_state(home, folder)
        manifest = write_manifest(folder)
    return place, manifest


def prune(home: Path, keep: int) -> list[Path]:
    """Delete all but the newest `keep` of the home's own backups; return those deleted."""
    taken = sorted((home / "backups").glob("*T*Z"))
    old = taken[: max(0, len(taken) - keep)]
    for folder in old:
        shutil.rmtree(folder)
    based = [folder for folder in taken[len(old) :] if (folder / DATABASE).exists()]
    if based:
        prune_archive(Layout(home), based[0] / DATABASE)
    return old


def pick(source: Path, at: datetime | None) -> Path:
    """Return the backup meant: the folder itself, or the newest one in it (finished before a moment)."""
    if (source / NAME).exists():
        return source
    taken = sorted(path for path in source.glob("*T*Z") if (path / NAME).exists())
    before = [path for path in taken if at is None or _finished(path) <= at]
    if not before:
        raise Missing(f"There is no backup in {source}{' from before that moment' if at else ''}.")
    return before[-1]


def _finished(backup: Path) -> datetime:
    return datetime.fromisoformat(read_manifest(backup).made_at)


def follow_files(source: Path, home: Path) -> None:
    """Copy the files that came after the backup from the home it was taken in; they are never changed."""
    for name in FOLDERS:
        for path in sorted((source / name).rglob("*")):
            target = home / path.relative_to(source)
            if path.is_file() and not target.exists():
                _copy(path, target)


def put_back(source: Path, home: Path) -> Manifest:
    """Restore a backup into an empty home; nothing is touched if it is damaged or the home is not empty."""
    manifest = check_manifest(source)
    layout = Layout(home)
    if layout.data.exists() or any((home / name).exists() for name in FOLDERS):
        raise Conflict(f"{home} is not empty. Mend: set RAPPORT_HOME to an empty folder.", code="home_in_use")
    layout.make_folders()
    _copy(source / HEADS, home / HEADS)
    _copy_state(source, home)
    ensure_secrets(layout.secrets)
    if (source / DATABASE).exists():
        lay_base_backup(source / DATABASE, home)
    return manifest


def _copy_state(source: Path, target: Path) -> None:
    for name in FILES:
        _copy(source / name, target / name)
    for name in FOLDERS:
        for path in sorted((source / name).rglob("*")):
            if path.is_file():
                _copy(path, target / path.relative_to(source))


def _copy(source: Path, target: Path) -> None:
    """Copy a file, for its owner alone; one that vanished meanwhile was temporary."""
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileNotFoundError), source.open("rb") as file:
        target.touch(0o600)
        with target.open("wb") as copy:
            shutil.copyfileobj(file, copy, 1024 * 1024)


@contextmanager
def _finished_or_gone(place: Path) -> Iterator[Path]:
    if place.exists():
        raise Conflict(f"{place} exists already.", code="backup_exists")
    working = place.with_name(f"{place.name}.part")
    shutil.rmtree(working, ignore_errors=True)
    working.mkdir(mode=0o700)
    try:
        yield working
        working.rename(place)
    except BaseException:
        shutil.rmtree(working, ignore_errors=True)
        raise
