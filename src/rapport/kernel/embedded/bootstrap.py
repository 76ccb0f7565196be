"""The first moments of a data directory: initdb, then the owner and the database, in single-user mode.

The superuser is never reachable over the network: no line of pg_hba.conf lets it in.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from rapport.kernel.embedded.binaries import as_unprivileged, clean_environment, data_owner, program
from rapport.kernel.embedded.layout import Layout
from rapport.kernel.errors import Upstream

INITDB = (
    "--data-checksums",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--encoding=UTF8",
    "--username=postgres",
    "--auth=reject",
    "--no-instructions",
)


def create_cluster(layout: Layout, passwords: dict[str, str]) -> None:
    """Create the data directory beside its place and move it there when it is whole."""
    fresh = layout.data.with_name("data.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    give_to_server(fresh)
    _run([program("initdb"), "-D", str(fresh), *INITDB])
    statements = [
        f"CREATE ROLE rapport_owner LOGIN CREATEROLE CREATEDB PASSWORD '{passwords['owner']}'",
        f"CREATE ROLE rapport_backup LOGIN REPLICATION PASSWORD '{passwords['backup']}'",
        "CREATE DATABASE rapport OWNER rapport_owner",
    ]
    single = [program("postgres"), "--single", "-D", str(fresh), "-c", "exit_on_error=on", "postgres"]
    _run(single, "".join(f"{statement}\n" for statement in statements))
    fresh.rename(layout.data)


def give_to_server(*places: Path) -> None:
    """Make the server's user own these files and folders: PostgreSQL takes no data directory of another's."""
    if os.geteuid() != 0:
        return
    owner = data_owner()
    for place in places:
        if place.stat().st_uid != owner:
            for path in (place, *place.rglob("*")):
                os.chown(path, owner, -1, follow_symlinks=False)


def _run(command: list[str], stdin: str = "") -> None:
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            [*as_unprivileged(), *command],
            input=stdin.encode(),
            stdout=output,
            stderr=subprocess.STDOUT,
            env=clean_environment(),
            start_new_session=True,
            check=False,
        )
        if done.returncode != 0:
            output.seek(0)
            text = output.read().decode(errors="replace").strip()
            raise Upstream(f"{Path(command[0]).name} failed: {text}", code="postgres_bootstrap")
