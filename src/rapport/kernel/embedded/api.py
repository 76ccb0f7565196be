"""The front door of the embedded server: have one running, know its addresses, make the roles."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rapport.kernel.embedded.connections import (
    answers,
    connection_parts,
    database_settings,
    database_urls,
)
from rapport.kernel.embedded.layout import Layout, home_folder
from rapport.kernel.embedded.roles import ensure_roles
from rapport.kernel.embedded.secret_file import ensure_secrets, read_secrets
from rapport.kernel.embedded.server import Server, start_server, stop_if_last, stop_server

__all__ = [
    "Layout",
    "Server",
    "answers",
    "connection_parts",
    "database_settings",
    "database_urls",
    "ensure_roles",
    "ensure_secrets",
    "ensure_server",
    "home_folder",
    "read_secrets",
    "running_server",
    "stop_server",
]


def ensure_server(home: Path, *, throwaway: bool = False) -> Server:
    """Return the running server of this home, starting it (and making it, the first time) if need be.

    The server outlives the caller; end it with `stop_server(home)`. `throwaway` is for tests: databases named
    `test_rapport…` are let in and commits are not waited for. Raises Upstream with the mend if it cannot run.
    """
    return start_server(home, throwaway=throwaway)


@contextmanager
def running_server(home: Path, *, throwaway: bool = False) -> Iterator[Server]:
    """Have the server of this home while the block runs; the last process to leave stops it."""
    layout = Layout(home)
    layout.make_folders()
    with layout.users_lock.open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield start_server(home, throwaway=throwaway)
        finally:
            stop_if_last(home, users.fileno())
