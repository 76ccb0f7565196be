"""Open a business's marts to tools of its own: tables as Parquet files, answers of SQL as CSV.

Both are made by a process of its own (`asking`), from copies of what the newest build published: reading
holds no build up. The next build takes the copies away, and with them whoever was erased.

Copies of a large business take seconds: where somebody asked lately the build makes them before it is told of
(`ahead`), so that no reader waits.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import UUID

from rapport.analytical.warehouse.models import MartBuild
from rapport.analytical.warehouse.queries.catalogue import list_models
from rapport.kernel.embedded.api import Layout, home_folder
from rapport.kernel.errors import Forbidden, Invalid, Missing, Upstream
from rapport.kernel.identity.api import Actor, Scope

PROGRAM = "rapport.analytical.warehouse.operations.asking"
SECONDS, COPYING_SECONDS = 30, 120
ROWS = 100_000
LONGEST = 20_000
REFUSED = 3


def list_open(actor: Actor) -> tuple[str, ...]:
    """Return the tables of the marts that are open, sorted; states of facts stay inside.

    Raises `Forbidden` unless the right reaches the whole business, since tables tell of all of it.
    """
    if actor.require("view", "mart") is not Scope.ALL:
        raise Forbidden("Only who may do this for the whole business.", code="not-permitted")
    return tuple(sorted(one.name for one in list_models() if one.stands and one.mart != "staging"))


def open_table(name: str, *, actor: Actor) -> tuple[Path, str]:
    """Return a table as a Parquet file, and its version; raises `Missing`, `Forbidden`, `Upstream`."""
    if name not in list_open(actor):
        raise Missing("There is no such table.")
    build_id = _newest()
    return _copies(actor.tenant_id, build_id, [name]) / f"{name}.parquet", str(build_id)


def ask_marts(query: str, *, actor: Actor) -> bytes:
    """Return what one SELECT over the open tables finds, as CSV with a line of names.

    Raises `Invalid` for anything that is no SELECT, that reaches beyond the tables, takes longer than thirty
    seconds, more than 512 MB, or finds more than 100,000 rows; `Missing` before the first build.
    """
    names = list_open(actor)
    folder = _copies(actor.tenant_id, _newest(), names)
    job = {"do": "ask", "folder": str(folder), "query": query[:LONGEST], "rows": ROWS}
    try:
        done = _run(job, SECONDS)
    except subprocess.TimeoutExpired:
        raise Invalid(
            "It took longer than %(seconds)s seconds.", code="query-slow", values={"seconds": SECONDS}
        ) from None
    if done.returncode:
        reason = done.stderr.decode(errors="replace")[:500] if done.returncode == REFUSED else "MemoryError"
        raise Invalid(
            "The query cannot be answered: %(reason)s", code="query-refused", values={"reason": reason}
        )
    return done.stdout


def copies_of(tenant_id: UUID, names: Sequence[str]) -> Path:
    """Return the folder of the newest build's copies with these tables in it, for the house's own questions.

    Raises `Missing` before the first build, `Upstream` while they cannot be made.
    """
    mark = find_mark(tenant_id)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()
    return _copies(tenant_id, _newest(), names)


def find_mark(tenant_id: UUID) -> Path:
    """Return the file whose age says when the house asked last."""
    return find_folder(tenant_id).with_suffix(".asked")


def _newest() -> UUID:
    found = MartBuild.objects.exclude(state="blocked").order_by("-started_at", "-id").first()
    if found is None:
        raise Missing("No marts were built yet.")
    return found.id


def _copies(tenant_id: UUID, build_id: UUID, names: Sequence[str]) -> Path:
    """Return the folder of a build's copies with these tables in it, made where they are missing."""
    folder = find_folder(tenant_id) / str(build_id)
    if all((folder / f"{name}.parquet").exists() for name in names):
        return folder
    job = {
        "do": "export",
        "file": str(mart_file(tenant_id)),
        "folder": str(folder),
        "names": list(names),
    }
    try:
        done = _run(job, COPYING_SECONDS)
    except subprocess.TimeoutExpired:
        raise Upstream("The marts could not be copied in time. Try again later.", code="marts-busy") from None
    if done.returncode:
        raise Upstream("The marts are being built. Try again in a moment.", code="marts-busy")
    return folder


def forget_copies(tenant_id: UUID, *, but: UUID | None = None) -> None:
    """Take a business's copies away, but for those of one build; a download that has begun ends."""
    for folder in find_folder(tenant_id).glob("*"):
        if folder.name != str(but):
            shutil.rmtree(folder, ignore_errors=True)


def mart_file(tenant_id: UUID) -> Path:
    """Return the file of a business's marts; it may be deleted, and is made anew from the lake."""
    return Layout(home_folder()).lake / "marts" / f"{tenant_id}.duckdb"


def find_folder(tenant_id: UUID) -> Path:
    """Return where the copies of a business lie, in a folder for each build."""
    return Layout(home_folder()).lake / "marts" / "open" / str(tenant_id)


def _run(job: Mapping[str, object], seconds: int) -> "subprocess.CompletedProcess[bytes]":
    return run_apart(PROGRAM, json.dumps(job).encode(), seconds)


def run_apart(program: str, text: bytes, seconds: int) -> "subprocess.CompletedProcess[bytes]":
    """Run a program on a job, with nothing of our environment: it holds the keys of everything else."""
    return subprocess.run(
        [sys.executable, "-m", program],
        input=text,
        capture_output=True,
        timeout=seconds,
        check=False,
        env={"PYTHONPATH": ":".join(path for path in sys.path if path), "LANG": "C.UTF-8"},
    )
