"""Hierarchies: who stands above whom, and which new ties would close a circle."""

from collections.abc import Iterable, Mapping
from uuid import UUID

HIERARCHIES = frozenset({"subsidiary_of", "parent_of"})
DEEPEST = 20


def closes_circle(start: UUID, target: UUID, above: Mapping[UUID, Iterable[UUID]]) -> bool:
    """Tell whether tying `start` under `target` lets somebody stand above themselves.

    `above` gives, for each party, those directly above it.
    """
    seen: set[UUID] = set()
    waiting = [target]
    while waiting:
        party = waiting.pop()
        if party == start:
            return True
        if party not in seen:
            seen.add(party)
            waiting.extend(above.get(party, ()))
    return False
