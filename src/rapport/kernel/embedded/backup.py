"""A base backup of the running embedded server, and a data directory made from one."""

import hashlib
import json
import shutil
import subprocess
import tarfile
from datetime import UTC, datetime
from pathlib import Path

from rapport.kernel.embedded.archive import restore_command
from rapport.kernel.embedded.binaries import clean_environment, program
from rapport.kernel.embedded.configuration import conf_text
from rapport.kernel.embedded.connections import embedded_parts
from rapport.kernel.embedded.layout import Layout
from rapport.kernel.embedded.secret_file import read_secrets
from rapport.kernel.errors import Conflict, Invalid, Upstream

BASE, WAL, MANIFEST = "base.tar.gz", "pg_wal.tar.gz", "backup_manifest"
AIM = "postgresql.auto.conf"
"""Read after postgresql.conf, which is written anew at every start."""


def take_base_backup(home: Path, target: Path) -> None:
    """Copy the running server into the empty folder `target`, consistently, while it works on.

    Leaves base.tar.gz, pg_wal.tar.gz and backup_manifest (SHA-256 of every file of the data directory).
    """
    layout = Layout(home)
    parts = embedded_parts(layout, {})
    secrets = read_secrets(layout.secrets)
    command = [
        *(program("pg_basebackup"), "--pgdata", str(target), "--format=tar", "--gzip", "--compress=1"),
        *("--wal-method=stream", "--checkpoint=fast", "--manifest-checksums=SHA256", "--no-password"),
        *("--host", str(parts["host"]), "--port", str(parts["port"]), "--username", "rapport_backup"),
    ]
    _run(command, {"PGPASSWORD": secrets.get("backup", "")})


def lay_base_backup(source: Path, home: Path) -> None:
    """Make the data directory of an empty home from a base backup; every file must equal its checksum."""
    layout = Layout(home)
    if layout.data.exists():
        raise Conflict(f"There is a database in {layout.data} already. Mend: restore into an empty home.")
    layout.make_folders()
    fresh = layout.data.with_name("data.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    _unpack(source / BASE, fresh)
    _unpack(source / WAL, fresh / "pg_wal")
    _check(fresh, source / MANIFEST)
    fresh.rename(layout.data)


def aim_at(home: Path, moment: datetime, archive: Path) -> None:
    """Have the laid-out data directory replay the archive up to a moment when its server starts."""
    data = Layout(home).data
    aim = {
        "restore_command": restore_command(archive),
        "recovery_target_time": moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f+00"),
        "recovery_target_action": "promote",
        "hot_standby": "off",  # so that it is ready when it is there, and not before
    }
    (data / AIM).write_text(conf_text(aim), "utf-8")
    (data / "recovery.signal").touch(0o600)


def forget_aim(home: Path) -> None:
    """Forget the moment once it is reached: later starts are ordinary ones."""
    (Layout(home).data / AIM).write_text("", "utf-8")


def _unpack(archive: Path, folder: Path) -> None:
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o700 if path.is_dir() else 0o600)


def _check(data: Path, manifest: Path) -> None:
    """Compare every file with PostgreSQL's manifest (its own pg_verifybackup crashes in this build)."""
    for entry in json.loads(manifest.read_text("utf-8"))["Files"]:
        path = data / (entry["Path"] if "Path" in entry else bytes.fromhex(entry["Encoded-Path"]).decode())
        try:
            with path.open("rb") as file:
                found = hashlib.file_digest(file, entry["Checksum-Algorithm"].lower()).hexdigest()
        except FileNotFoundError:
            found = "missing"
        if found != entry["Checksum"]:
            raise Invalid(f"{path.name} differs from its checksum.", code="damaged_backup")


def _run(command: list[str], more: dict[str, str]) -> None:
    done = subprocess.run(
        command, env={**clean_environment(), **more}, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise Upstream(f"{Path(command[0]).name} failed: {done.stderr.strip()[-1000:]}", code="backup")
