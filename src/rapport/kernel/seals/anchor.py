"""The heads outside the database: a file of lines, each holding the digest of the line before."""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO
from uuid import UUID

from rapport.kernel.seals.contracts import Damage, Head

NAME = "seals.log"
_START = "0" * 64


def append_heads(home: Path, heads: Iterable[Head], *, at: datetime) -> None:
    """Add heads to the file and have them on the disk before returning."""
    with _locked(home) as file:
        file.seek(0)
        previous = _START
        for line in file:
            previous = json.loads(line)["chain"]
        for head in heads:
            entry = {
                "at": at.isoformat(timespec="seconds"),
                "tenant": str(head.tenant_id),
                "number": head.number,
                "digest": head.digest,
            }
            previous = _chain(previous, entry)
            file.write(json.dumps({**entry, "chain": previous}) + "\n")
        file.flush()
        os.fsync(file.fileno())


def read_heads(home: Path) -> tuple[dict[UUID, Head], list[Damage]]:
    """Return the newest head of each business, and whether the file itself was tampered with."""
    path = home / NAME
    if not path.exists():
        return {}, []
    heads: dict[UUID, Head] = {}
    previous = _START
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            entry = json.loads(line)
            chain = entry.pop("chain")
            head = Head(UUID(entry["tenant"]), int(entry["number"]), str(entry["digest"]))
        except (ValueError, KeyError, TypeError, AttributeError):
            return heads, [Damage(None, "a line of the file cannot be read", number)]
        previous = _chain(previous, entry)
        if chain != previous:
            return heads, [Damage(None, "a line of the file was changed or taken away", number)]
        before = heads.get(head.tenant_id)
        if before is None or head.number >= before.number:
            heads[head.tenant_id] = head
    return heads, []


def _chain(previous: str, entry: dict[str, object]) -> str:
    return hashlib.sha256(f"{previous}{json.dumps(entry, sort_keys=True)}".encode()).hexdigest()


@contextmanager
def _locked(home: Path) -> Iterator[IO[str]]:
    home.mkdir(parents=True, exist_ok=True)
    with (home / NAME).open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
