"""Take a backup of a home, keep the newest ones, put one back into an empty home."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
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

DATABASE, BLOBS, SECRETS = "database", "blobs", "secrets.json"
LEAST_FREE = 0.10
"""Share of the disk that must stay free; below it no backup is begun."""


def take(home: Path, target: Path | None, *, database: bool) -> tuple[Path, Manifest]:
    """Back up the home while it works; return the finished folder and its list.

    The database is copied first and the files after it: a file is written before the row that names it and
    never changed, so every file the copied rows name is there.
    """
    place = target or home / "backups" / datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _refuse_full_disk(place.parent)
    with _finished_or_gone(place) as folder:
        if database:
            take_base_backup(home, folder / DATABASE)
        if (home / BLOBS).exists():
            shutil.copytree(home / BLOBS, folder / BLOBS)
        (folder / SECRETS).touch(0o600)
        shutil.copyfile(home / SECRETS, folder / SECRETS)
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
    if layout.data.exists() or (home / BLOBS).exists():
        raise Conflict(f"{home} is not empty. Mend: set RAPPORT_HOME to an empty folder.", code="home_in_use")
    layout.make_folders()
    if (source / SECRETS).exists():
        layout.secrets.touch(0o600)
        shutil.copyfile(source / SECRETS, layout.secrets)
    ensure_secrets(layout.secrets)
    if (source / BLOBS).exists():
        shutil.copytree(source / BLOBS, home / BLOBS)
    if (source / DATABASE).exists():
        lay_base_backup(source / DATABASE, home)
    return manifest


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
