"""Reactions to the room's own facts: whoever got a task, or is named in a note, is told."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.utils import timezone

from rapport.kernel.notices.api import NoticeDraft, tell
from rapport.kernel.outbox.api import Envelope

CONSUMER = "customers.timeline.notices"
FACTS = ("task.created.v1", "task.changed.v1", "note.written.v1")
ASSIGNED, MENTIONED = "task.assigned", "note.mentioned"


def tell_members(batch: Sequence[Envelope]) -> None:
    """Tell them once, however often the fact comes; nobody is told of what they did themselves."""
    drafts = [draft for envelope in batch for draft in _drafts(envelope)]
    if drafts:
        tell(drafts, now=timezone.now())


def _drafts(envelope: Envelope) -> Iterator[NoticeDraft]:
    payload = envelope.payload
    mentioned = envelope.name == "note.written.v1"
    whom = payload["mentions"] if mentioned else [] if payload["done_at"] else [payload["assignee_id"]]
    for member in whom:
        if member and UUID(member) != envelope.actor_id:
            yield NoticeDraft(
                kind=MENTIONED if mentioned else ASSIGNED,
                member_id=UUID(member),
                subject_id=envelope.subject_id,
                values={
                    "party": payload["party_id"],
                    **({"about": payload["about_kind"], "id": payload["about_id"]} if mentioned else {}),
                },
                actor_id=envelope.actor_id,
            )
