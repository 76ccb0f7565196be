"""The facts of many records: a few are written singly, many in parcels."""

from collections.abc import Iterator, Sequence

import msgspec

from rapport.kernel.outbox.api import PARCEL, Fact
from rapport.kernel.work.operations import Work

FEW = 20
_encode = msgspec.json.Encoder().encode


def record_many(facts: Sequence[Fact], work: Work) -> None:
    """Record facts singly when they are few, in parcels of one kind when they are many."""
    if len(facts) <= FEW:
        work.record(*facts)
        return
    kinds: dict[type[Fact], list[Fact]] = {}
    for fact in facts:
        kinds.setdefault(type(fact), []).append(fact)
    for kind, some in kinds.items():
        work.record_bulk(kind.name, kind.subject_kind, _parcels(some))


def _parcels(facts: Sequence[Fact]) -> Iterator[tuple[int, bytes]]:
    for start in range(0, len(facts), PARCEL):
        part = facts[start : start + PARCEL]
        lines = [
            _encode(
                {
                    "subject_id": fact.subject_id(),
                    "version": getattr(fact, "version", None),
                    "payload": fact,
                }
            )
            for fact in part
        ]
        yield len(part), b"\n".join(lines) + b"\n"
