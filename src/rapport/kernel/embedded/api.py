"""The front door of the embedded server: have one running, know its addresses, make the roles."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rapport.kernel.embedded.archive import ArchiveState, archive_state, prune_archive
from rapport.kernel.embedded.backup import aim_at, forget_aim, lay_base_backup, take_base_backup
from rapport.kernel.embedded.connections import (
    answers,
    connection_parts,
    database_settings,
    database_urls,
    refusal,
)
from rapport.kernel.embedded.layout import Layout, home_folder
from rapport.kernel.embedded.ports import read_port, take_port
from rapport.kernel.embedded.roles import ensure_keeper, ensure_roles, find_powers
from rapport.kernel.embedded.secret_file import ensure_secrets, read_secrets
from rapport.kernel.embedded.server import (
    Server,
    missing_means,
    refuse_other_major,
    server_state,
    start_server,
    stop_if_last,
    stop_server,
)

__all__ = [
    "ArchiveState",
    "Layout",
    "Server",
    "aim_at",
    "answers",
    "archive_state",
    "connection_parts",
    "database_settings",
    "database_urls",
    "ensure_keeper",
    "ensure_roles",
    "ensure_secrets",
    "ensure_server",
    "find_powers",
    "forget_aim",
    "home_folder",
    "lay_base_backup",
    "missing_means",
    "prune_archive",
    "read_port",
    "read_secrets",
    "refusal",
    "refuse_other_major",
    "revive_server",
    "running_server",
    "server_state",
    "stop_server",
    "take_base_backup",
    "take_port",
]


def ensure_server(home: Path, *, throwaway: bool = False) -> Server:
    """Return the running server of this home, starting it (and making it, the first time) if need be.

    The server outlives the caller; end it with `stop_server(home)`. `throwaway` is for tests: databases named
    `test_rapport…` are let in and commits are not waited for. Raises Upstream with the mend if it cannot run.
    """
    server = start_server(home, throwaway=throwaway)
    server.layout.keep_running.touch()
    return server


@contextmanager
def running_server(home: Path, *, throwaway: bool = False) -> Iterator[Server]:
    """Have the server of this home while the block runs; the last process to leave stops it.

    One that `ensure_server` was asked for keeps running.
    """
    layout = Layout(home)
    layout.make_folders()
    with layout.users_lock.open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield start_server(home, throwaway=throwaway)
        finally:
            stop_if_last(home, users.fileno())


def revive_server(server: Server) -> Server:
    """Start a server again whose process ended, for a caller inside `running_server`."""
    return start_server(server.layout.home)
