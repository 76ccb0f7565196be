"""Questions of rooms of the house over a business's marts: many at once, in one process apart.

What was answered is kept beside the copies it was read from, so it is asked once a build, and goes with them.
"""

import hashlib
import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from rapport.analytical.warehouse.operations import opening
from rapport.analytical.warehouse.queries.catalogue import list_models
from rapport.kernel.errors import Invalid, Upstream

PROGRAM = "rapport.analytical.warehouse.operations.answers"
SECONDS = 30
MOST_KEPT = 2_000


@dataclass(frozen=True, slots=True)
class Statement:
    """One SELECT of the house over tables of the marts, with named values; never words of a user as SQL."""

    sql: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rate:
    """From `day` on, a minor unit of `currency` is `factor` minor units of the business's own."""

    currency: str
    day: date
    factor: float


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of a statement with the names of its columns; days and moments as ISO 8601 text."""

    names: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


def answer_statements(
    tenant_id: UUID, tables: Sequence[str], statements: Sequence[Statement], *, rates: Sequence[Rate] = ()
) -> list[Found]:
    """Return what statements find in published tables of a business, in its transaction.

    `tables` are the ones they name; `rate_days` (currency, day, factor) is there besides. Raises `Missing`
    before the first build, `Upstream` while marts cannot be read, `Invalid` for what takes too long or fails.
    """
    known = {one.name for one in list_models() if one.stands}
    names = sorted(set(tables) & known)
    folder = opening.copies_of(tenant_id, names)
    job = {
        "folder": str(folder),
        "tables": names,
        "rates": [[one.currency, one.day.isoformat(), one.factor] for one in rates],
        "statements": [asdict(one) for one in statements],
    }
    text = json.dumps(job, sort_keys=True, default=str)
    kept = folder / f"{hashlib.sha256(text.encode()).hexdigest()}.answer"
    content = kept.read_bytes() if kept.exists() else _keep(kept, _run(text))
    return [_read(one) for one in json.loads(content)]


def _run(text: str) -> bytes:
    try:
        done = opening.run_apart(PROGRAM, text.encode(), SECONDS)
    except subprocess.TimeoutExpired:
        raise Invalid(
            "It took longer than %(seconds)s seconds.", code="query-slow", values={"seconds": SECONDS}
        ) from None
    if done.returncode:
        raise Upstream("The marts are being built. Try again in a moment.", code="marts-busy")
    return done.stdout


def _keep(file: Path, content: bytes) -> bytes:
    """Keep an answer beside its copies, unless they just went, or there are too many."""
    if len(content) < 1_000_000 and sum(1 for _ in file.parent.glob("*.answer")) < MOST_KEPT:
        part = file.with_suffix(f".{os.getpid()}")
        try:
            part.write_bytes(content)
            part.rename(file)
        except FileNotFoundError:
            pass
    return content


def _read(one: dict[str, Any]) -> Found:
    if "trouble" in one:
        raise Invalid(
            "The query cannot be answered: %(reason)s",
            code="query-refused",
            values={"reason": one["trouble"]},
        )
    return Found(tuple(one["names"]), tuple(tuple(row) for row in one["rows"]))
