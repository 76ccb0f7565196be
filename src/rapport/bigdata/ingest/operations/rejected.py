"""What was kept apart: taken again once its reason is mended, or forgotten."""

from datetime import timedelta
from uuid import UUID

from rapport.bigdata.ingest.contracts import Holder, Taken
from rapport.bigdata.ingest.models import EventSource, RejectedEvent
from rapport.bigdata.ingest.operations.taking import take_events
from rapport.bigdata.ingest.queries import get_source, holder_of
from rapport.bigdata.ingest.rules.reading import Posted
from rapport.kernel.identity.api import Actor, system_actor
from rapport.kernel.work.api import unit_of_work

KEPT = timedelta(days=30)
AGAIN = 1000
"""Events taken again in one call."""


def take_again(source_id: UUID, *, actor: Actor) -> Taken:
    """Check the oldest rejected events of a source anew, at most 1,000; who passes is kept with the facts.

    What fails again stays apart, with its new reason. Raises `Missing`, `Forbidden`.
    """
    with unit_of_work(actor) as work:
        source: EventSource = get_source(source_id, actor=actor, verb="edit", lock=True)
        rows = list(RejectedEvent.objects.filter(source_id=source.id).order_by("id")[:AGAIN])
        RejectedEvent.objects.filter(id__in=[row.id for row in rows]).delete()
        holder: Holder = holder_of(source)
        return take_events(holder, Posted([bytes(row.raw) for row in rows]), received_at=work.now)


def forget_old(actor: Actor) -> int:
    """Forget what was kept apart for thirty days; returns how many."""
    with unit_of_work(system_actor(actor.tenant_id)) as work:
        return RejectedEvent.objects.filter(received_at__lt=work.now - KEPT).delete()[0]
