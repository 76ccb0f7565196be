"""A fact as its room writes it, and as a consumer receives it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

import msgspec


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """Base of every room's `events.py`: an immutable, versioned event.

    A subclass sets `name` (`order.placed.v1`), `subject_kind` (`order`) and `subject_field`, the field
    that holds the subject's id. A fact of state carries the whole public state of its subject.
    """

    name: ClassVar[str]
    subject_kind: ClassVar[str]
    subject_field: ClassVar[str]

    def subject_id(self) -> UUID:
        """Return the id of the record this fact is about."""
        value: UUID = getattr(self, self.subject_field)
        return value


@dataclass(frozen=True, slots=True)
class Envelope:
    """A fact on its way: payload as JSON data; order holds only within a subject, by `subject_version`."""

    id: UUID
    tenant_id: UUID
    name: str
    occurred_at: datetime
    recorded_at: datetime
    subject_kind: str
    subject_id: UUID
    subject_version: int | None
    actor_id: UUID | None
    unit_id: UUID | None
    cause_id: UUID | None
    payload: dict[str, Any]


Handler = Callable[[Sequence[Envelope]], None]
Wanted = Callable[[], Sequence[tuple[UUID, str]]]
"""Tells which facts are wanted now: pairs of a business and a fact's name."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A consumer of some facts: `handler` runs as its tenant, in one transaction with its inbox row.

    It hears the facts of `names` from every business, and those that `wanted` names from one.
    """

    consumer: str
    names: frozenset[str]
    handler: Handler
    wanted: Wanted | None = None

    def sought(self) -> dict[str, list[Any]]:
        """Return what the relay looks for, as the parameters of its questions."""
        pairs = self.wanted() if self.wanted else ()
        return {
            "names": sorted(self.names),
            "tenants": [tenant_id for tenant_id, _ in pairs],
            "wanted": [name for _, name in pairs],
        }
