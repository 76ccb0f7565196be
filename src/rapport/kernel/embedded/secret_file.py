"""Generated passwords and keys: one file of mode 0600 in the home, written once, replaced whole."""

import fcntl
import json
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

NAMES = ("owner", "app", "accounts", "relay", "backup", "django", "fields", "stream")
"""`owner` … `backup` are database passwords; `django` signs cookies; `fields` encrypts stored secrets;
`stream` is the password of the embedded stream."""


def read_secrets(path: Path) -> dict[str, str]:
    """Return what the file holds; nothing where there is no file yet."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return {str(name): str(value) for name, value in found.items()}


def ensure_secrets(path: Path, names: Iterable[str] = NAMES) -> dict[str, str]:
    """Return all secrets, making those that are missing; safe when several processes start at once."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (path.parent / ".secrets.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = read_secrets(path)
        missing = [name for name in names if name not in found]
        if missing:
            found |= {name: secrets.token_urlsafe(32) for name in missing}
            _replace(path, json.dumps(found, indent=2))
    return found


def _replace(path: Path, text: str) -> None:
    fresh = path.with_suffix(".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
