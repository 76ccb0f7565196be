"""The facts a statement wrote, in parcels."""

from collections.abc import Sequence
from typing import Any

from rapport.kernel.outbox.api import Fact
from rapport.kernel.work.api import Work


def record_rows(kind: type[Fact], rows: Sequence[tuple[Any, ...]], work: Work) -> None:
    """Record facts of one kind a statement wrote: rows of (how many, their JSON lines)."""
    parcels = [(int(count), str(lines).encode() + b"\n") for count, lines in rows]
    if parcels:
        work.record_bulk(kind.name, kind.subject_kind, parcels)
