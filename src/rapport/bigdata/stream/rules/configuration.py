"""The configuration of the embedded server: loopback only, one login, every message on the disk first."""

import json
from pathlib import Path

USER = "rapport"
LARGEST_MESSAGE = 8 * 1024 * 1024
OLDEST_SERVER = (2, 12, 3)
"""Older servers lost acknowledged messages after a power cut even where they were told to sync."""


def write_down(folder: Path, *, port: int, password: str, megabytes: int) -> str:
    """Return the text of the server's configuration file; `megabytes` is all the disk it may take."""
    lines = [
        "server_name: rapport",
        'host: "127.0.0.1"',
        f"port: {port}",
        f"pid_file: {json.dumps(str(folder / 'server.pid'))}",
        f"max_payload: {LARGEST_MESSAGE}",
        f"authorization {{ user: {USER}, password: {json.dumps(password)} }}",
        "jetstream {",
        f"  store_dir: {json.dumps(str(folder / 'store'))}",
        "  sync_interval: always",
        f"  max_memory_store: {LARGEST_MESSAGE}",
        f"  max_file_store: {megabytes * 1024 * 1024}",
        "}",
    ]
    return "\n".join(lines) + "\n"
