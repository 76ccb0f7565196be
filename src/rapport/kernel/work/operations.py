"""One transaction with tenant, clock, actor, history and facts."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError
from django.utils import timezone

from rapport.kernel.identity.api import Actor
from rapport.kernel.metering.api import refusal_of
from rapport.kernel.outbox.api import Fact, write_facts, write_parcels
from rapport.kernel.tenancy.api import as_tenant

_moment: ContextVar[datetime | None] = ContextVar("moment_of_work", default=None)


@dataclass(slots=True)
class Work:
    """What a use case may ask of its transaction: who acts, the time (UTC), and to record facts."""

    actor: Actor
    now: datetime
    batch_id: UUID | None = None
    _facts: list[Fact] = field(default_factory=list)

    def record(self, *facts: Fact) -> None:
        """Have facts written with this change, or not at all."""
        self._facts.extend(facts)

    def record_bulk(self, name: str, subject_kind: str, parcels: Iterable[tuple[int, bytes]]) -> int:
        """Write many facts of one name at once; see `outbox.write_parcels` for the form of a parcel."""
        return write_parcels(name, subject_kind, parcels, occurred_at=self.now, actor_id=self.actor.id)

    def flush(self) -> None:
        """Write the recorded facts."""
        write_facts(self._facts, occurred_at=self.now, actor_id=self.actor.id, unit_id=self.actor.unit_id)
        self._facts.clear()


@contextmanager
def work_as_of(moment: datetime) -> Iterator[None]:
    """Have units of work inside believe it is this moment (UTC): for entering a past that others remember.

    Records and facts carry the moment as when it happened; history still says when the rows were written.
    """
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)


@contextmanager
def unit_of_work(actor: Actor, *, batch_id: UUID | None = None) -> Iterator[Work]:
    """Open the transaction of a use case: tenant, actor, request and batch are set for history and walls.

    Nested units of the same tenant join the outer transaction, as savepoints unless it is whole. Whatever
    was recorded is written on leaving; an exception leaves no trace. What goes beyond the plan raises
    `Forbidden` (quota).
    """
    try:
        with as_tenant(actor.tenant_id, actor_id=actor.id, request_id=actor.request_id, batch_id=batch_id):
            work = Work(actor=actor, now=_moment.get() or timezone.now(), batch_id=batch_id)
            yield work
            work.flush()
    except DatabaseError as error:
        if refusal := refusal_of(error):
            raise refusal from error
        raise
