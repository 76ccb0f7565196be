"""Reactions to facts: what came is routed and has an answer promised; notes' mentions are followed."""

from collections.abc import Sequence
from uuid import UUID

from rapport.collaborative.inbox.operations.mentions import follow_notes
from rapport.collaborative.inbox.operations.routing import promise_answers, route_messages
from rapport.kernel.identity.api import system_actor
from rapport.kernel.outbox.api import Envelope

CONSUMER = "inbox.threads"
RECEIVED, SETTLED = "message.received.v1", "delivery.settled.v1"
WRITTEN, REMOVED = "note.written.v1", "note.removed.v1"
FACTS = (RECEIVED, SETTLED, WRITTEN, REMOVED)


def follow_threads(batch: Sequence[Envelope]) -> None:
    """Route and promise for the whole batch at once; what a machine wrote waits for nobody."""
    actor = system_actor(batch[0].tenant_id)
    came = {
        one.subject_id: UUID(one.payload["message_id"])
        for one in batch
        if one.name == RECEIVED and not one.payload["automatic"]
    }
    if came:
        route_messages(came, actor=actor)
    if any(one.name == SETTLED and one.payload["state"] == "failed" for one in batch):
        promise_answers(actor=actor)
    notes = [one for one in batch if one.name == WRITTEN and one.payload["about_kind"] == "conversation"]
    removed = {one.subject_id for one in batch if one.name == REMOVED}
    if notes or removed:
        follow_notes(
            [
                (
                    one.subject_id,
                    UUID(one.payload["about_id"]),
                    [UUID(member) for member in one.payload["mentions"]],
                )
                for one in notes
            ],
            removed,
        )
