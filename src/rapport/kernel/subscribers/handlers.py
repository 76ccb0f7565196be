"""Facts become dispatches: one statement a batch, one job a subscriber."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone

from rapport.kernel.identity.api import system_actor
from rapport.kernel.ids import new_id
from rapport.kernel.outbox.api import Envelope
from rapport.kernel.subscribers.models import Subscriber
from rapport.kernel.subscribers.operations.sending import ask_to_send
from rapport.kernel.subscribers.rules import matches, write_body

CONSUMER = "subscribers.tell"
_INSERT = """
insert into subscriber_dispatch (id, subscriber_id, webhook_id, name, subject_kind, subject_id,
                                 subject_version, body, state, tries, due_at, created_at)
select n.*, 'waiting', 0, %s, %s
  from unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::uuid[], %s::int[], %s::text[]) n
on conflict (tenant_id, subscriber_id, webhook_id) do nothing
"""


def note_facts(batch: Sequence[Envelope]) -> None:
    """Keep what each subscriber is to be told, and have it sent."""
    subscribers = list(Subscriber.objects.filter(active=True).values_list("id", "facts", "since"))
    wanted = [
        (one_id, fact) for fact in batch for one_id, facts, since in subscribers if _wants(facts, since, fact)
    ]
    if not wanted:
        return
    bodies = {fact.id: _body_of(fact) for _, fact in wanted}
    now = timezone.now()
    rows = [
        (
            *(new_id(), subscriber_id, fact.id, fact.name, fact.subject_kind, fact.subject_id),
            *(fact.subject_version or 0, bodies[fact.id]),
        )
        for subscriber_id, fact in wanted
    ]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [now, now, *(list(column) for column in zip(*rows, strict=True))])
    actor = system_actor(batch[0].tenant_id)
    for subscriber_id in dict.fromkeys(one_id for one_id, _ in wanted):
        ask_to_send(subscriber_id, actor=actor)


def _wants(facts: Sequence[str], since: datetime, fact: Envelope) -> bool:
    return fact.recorded_at >= since and any(matches(pattern, fact.name) for pattern in facts)


def _body_of(fact: Envelope) -> str:
    subject: tuple[str, UUID, int | None] = (fact.subject_kind, fact.subject_id, fact.subject_version)
    return write_body(
        webhook_id=fact.id,
        name=fact.name,
        occurred_at=fact.occurred_at,
        subject=subject,
        actor_id=fact.actor_id,
        unit_id=fact.unit_id,
        payload=fact.payload,
    )
