"""Start, adopt, watch and stop the embedded server."""

import fcntl
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from rapport.kernel.embedded.binaries import (
    MAJOR,
    as_unprivileged,
    bin_folder,
    clean_environment,
    program,
)
from rapport.kernel.embedded.bootstrap import create_cluster, give_to_server
from rapport.kernel.embedded.configuration import write_configuration
from rapport.kernel.embedded.layout import Layout
from rapport.kernel.embedded.ports import take_port
from rapport.kernel.embedded.processes import Postmaster, clear_stale, find_postmaster, wait_gone
from rapport.kernel.embedded.secret_file import ensure_secrets
from rapport.kernel.errors import Upstream

READY_WITHIN = 600.0
"""Seconds; a server that replays gigabytes of its log after a crash, or an archive, takes its time."""
STOPS_WITHIN = 30.0


@dataclass(frozen=True, slots=True)
class Server:
    """A running embedded server; `adopted` when it was found running."""

    layout: Layout
    postmaster: Postmaster
    adopted: bool

    @property
    def port(self) -> int:
        """The port on 127.0.0.1."""
        return self.postmaster.port

    def alive(self) -> bool:
        """Tell whether its postmaster still runs."""
        return self.postmaster.alive()


def start_server(home: Path, *, throwaway: bool = False) -> Server:
    """Return the running server of this home: a living one, else a new one, made the first time."""
    layout = Layout(home)
    layout.make_folders()
    passwords = ensure_secrets(layout.secrets)
    with _alone(layout.start_lock):
        found = find_postmaster(layout.data)
        if found is not None and _adopt(layout, found):
            return Server(layout, found, adopted=True)
        if not (layout.data / "PG_VERSION").exists():
            create_cluster(layout, passwords)
        refuse_other_major(layout.data)
        clear_stale(layout.data)
        give_to_server(layout.data, *layout.archive.glob("*.gz*"), *layout.logs.glob("postgres-*"))
        port = take_port(layout.port_file)
        write_configuration(layout, port, throwaway=throwaway)
        return Server(layout, _launch(layout, port), adopted=False)


def refuse_other_major(data: Path) -> None:
    """Refuse a data directory that another major version of PostgreSQL made."""
    found = (data / "PG_VERSION").read_text("utf-8").strip()
    if found != MAJOR:
        raise Upstream(
            f"The database in {data} was made by PostgreSQL {found}; this Rapport runs {MAJOR}. "
            "Mend: start the Rapport that made it, take `rapport backup --portable`, "
            "and restore that into an empty home.",
            code="postgres_version",
        )


def server_state(home: Path) -> str:
    """Say in a few words whether this home's server runs; nothing is started."""
    layout = Layout(home)
    found = find_postmaster(layout.data)
    if found is not None:
        return f"runs on port {found.port} (process {found.pid})"
    return "does not run" if layout.data.exists() else "not created yet"


def missing_means() -> str | None:
    """Say why the embedded server cannot run on this machine; None if it can."""
    try:
        as_unprivileged()
        bin_folder()
    except Upstream as refusal:
        return refusal.message
    return None


def stop_server(home: Path) -> bool:
    """Stop the server of this home by a fast shutdown; False where none ran."""
    layout = Layout(home)
    if not layout.postgres.exists():
        return False
    with _alone(layout.start_lock):
        layout.keep_running.unlink(missing_ok=True)
        return _stop(layout)


def stop_if_last(home: Path, users: int) -> bool:
    """Stop the server if no other process holds the users' lock; `users` is our descriptor of it."""
    layout = Layout(home)
    with _alone(layout.start_lock):
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        if layout.keep_running.exists():
            return False
        return _stop(layout)


def _stop(layout: Layout) -> bool:
    found = find_postmaster(layout.data)
    if found is None:
        return False
    for sign in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        try:
            psutil.Process(found.pid).send_signal(sign)
        except psutil.NoSuchProcess:
            return True
        if wait_gone(found, STOPS_WITHIN):
            return True
    return True


def _adopt(layout: Layout, postmaster: Postmaster) -> bool:
    """Wait until a found server takes connections; False if it was on its way out."""
    try:
        _wait_ready(layout, postmaster)
    except Upstream:
        return False
    return not wait_gone(postmaster, 0.1)


def _launch(layout: Layout, port: int) -> Postmaster:
    start_log = layout.logs / "postgres-start.log"
    with start_log.open("wb") as output:
        process = subprocess.Popen(
            [*as_unprivileged(), program("postgres"), "-D", str(layout.data)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=clean_environment(),
            start_new_session=True,  # the terminal's Ctrl-C must not reach it before the supervisor's word
        )
    postmaster = Postmaster(process.pid, port)
    _reap_in_background(process)
    _wait_ready(layout, postmaster)
    return postmaster


def _wait_ready(layout: Layout, postmaster: Postmaster) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        if _says_ready(layout.data, postmaster):
            return
        if not postmaster.alive():
            raise Upstream(f"PostgreSQL stopped while starting: {_last_words(layout)}", code="postgres_start")
        time.sleep(0.03)
    raise Upstream(f"PostgreSQL was not ready in time: {_last_words(layout)}", code="postgres_start")


def _says_ready(data: Path, postmaster: Postmaster) -> bool:
    try:
        lines = (data / "postmaster.pid").read_text("utf-8").splitlines()
    except FileNotFoundError:
        return False
    return len(lines) >= 8 and lines[0] == str(postmaster.pid) and lines[7].strip() == "ready"


def _last_words(layout: Layout) -> str:
    logs = sorted(layout.logs.glob("postgres-*.log"), key=lambda path: path.stat().st_mtime)
    lines = [line for log in logs[-2:] for line in log.read_text("utf-8", errors="replace").splitlines()[-4:]]
    return " | ".join(lines) or "no log"


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _reap_in_background(process: "subprocess.Popen[bytes]") -> None:
    """Collect the exit status when it comes, so that a dead server is gone and no zombie."""
    threading.Thread(target=process.wait, name="postgres-reaper", daemon=True).start()
