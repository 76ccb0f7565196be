"""The places in a home (RAPPORT_HOME): one frozen map, so that no path is spelt twice."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things lie below a home."""

    home: Path

    @property
    def postgres(self) -> Path:
        """The folder of everything that is PostgreSQL's."""
        return self.home / "postgres"

    @property
    def data(self) -> Path:
        """PostgreSQL's data directory."""
        return self.postgres / "data"

    @property
    def archive(self) -> Path:
        """Where finished write-ahead segments go once point-in-time backup is on."""
        return self.postgres / "archive"

    @property
    def port_file(self) -> Path:
        """The remembered port of the embedded server."""
        return self.postgres / "port"

    @property
    def start_lock(self) -> Path:
        """Held while one process starts or stops the server."""
        return self.postgres / "start.lock"

    @property
    def users_lock(self) -> Path:
        """Held shared by every process that uses the server; who can take it alone is the last."""
        return self.postgres / "users.lock"

    @property
    def keep_running(self) -> Path:
        """Lies there while somebody wants the server to run without holding the users' lock."""
        return self.postgres / "keep_running"

    @property
    def stream(self) -> Path:
        """The folder of everything that is the stream's; it may be deleted while nothing runs."""
        return self.home / "stream"

    @property
    def lake(self) -> Path:
        """The tables of facts, and the marts made of them, where they lie on this disk."""
        return self.home / "lake"

    @property
    def logs(self) -> Path:
        """Logs of all processes."""
        return self.home / "logs"

    @property
    def backups(self) -> Path:
        """Backups the installation took by itself, each named by its moment in UTC."""
        return self.home / "backups"

    @property
    def secrets(self) -> Path:
        """Generated passwords and keys, readable by the owner alone."""
        return self.home / "secrets.json"

    def make_folders(self) -> None:
        """Create the home and its folders, private to their owner."""
        for folder in (self.home, self.postgres, self.archive, self.stream, self.lake, self.logs):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def home_folder(env: Mapping[str, str] = os.environ) -> Path:
    """Return RAPPORT_HOME, or ~/.local/share/rapport where it is not set."""
    named = env.get("RAPPORT_HOME")
    return Path(named).expanduser().resolve() if named else Path.home() / ".local" / "share" / "rapport"
