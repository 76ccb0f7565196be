"""Reactions to facts: somebody who was erased comes back with an import, and does not go unnoticed."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from rapport.customers.privacy.operations.suppressing import is_anybody_suppressed, meet_again
from rapport.kernel.identity.api import system_actor
from rapport.kernel.outbox.api import Envelope

CONSUMER = "privacy.returning"
FACTS = ("customer.created.v1", "customer.updated.v1")


def notice_returned(batch: Sequence[Envelope]) -> None:
    """Look whether parties that came or changed have an address of somebody erased; one query a batch."""
    if not is_anybody_suppressed():
        return
    points: dict[UUID, set[tuple[str, str]]] = defaultdict(set)
    for one in batch:
        state = one.payload.get("state") or {}
        for point in state.get("contact_points") or ():
            points[UUID(state["id"])].add((point["kind"], point["normal"]))
    meet_again(points, actor=system_actor(batch[0].tenant_id))
