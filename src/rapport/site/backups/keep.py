"""Take a backup of a home, keep the newest ones, put one back into an empty home."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from rapport.kernel.embedded.api import (
    Layout,
    ensure_secrets,
    lay_base_backup,
    take_base_backup,
)
from rapport.kernel.errors import Conflict, Upstream
from rapport.site.backups.manifest import Manifest, check_manifest, write_manifest

DATABASE, SECRETS = "database", "secrets.json"
HEADS = "seals.log"
"""The heads of the sealed history; copied first, so that the copied database is never behind them."""
FOLDERS = ("blobs", "intake")
FILES = (SECRETS, "demo.txt")
LEAST_FREE = 0.10
"""Share of the disk that must stay free; below it no backup is begun."""


def take(home: Path, target: Path | None, *, database: bool) -> tuple[Path, Manifest]:
    """Back up the home while it works; return the finished folder and its list.

    The database is copied before the files: a file is written before the row that names it and never
    changed, so every file the copied rows name is there.
    """
    place = target or home / "backups" / datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _refuse_full_disk(place.parent)
    with _finished_or_gone(place) as folder:
        _copy(home / HEADS, folder / HEADS)
        if database:
            take_base_backup(home, folder / DATABASE)
        _copy_state(home, folder)
        manifest = write_manifest(folder)
    return place, manifest


def prune(home: Path, keep: int) -> list[Path]:
    """Delete all but the newest `keep` of the home's own backups; return those deleted."""
    taken = sorted((home / "backups").glob("*T*Z"))
    old = taken[: max(0, len(taken) - keep)]
    for folder in old:
        shutil.rmtree(folder)
    return old


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


def _refuse_full_disk(folder: Path) -> None:
    usage = shutil.disk_usage(folder)
    if usage.free < LEAST_FREE * usage.total:
        raise Upstream(f"The disk of {folder} is nearly full; no backup was begun.", code="disk_full")
