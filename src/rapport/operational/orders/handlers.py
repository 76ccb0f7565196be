"""Reactions to facts: orders of the erased stay nobody's, those of the restored are told, new costs reach
lines."""

from collections.abc import Sequence
from uuid import UUID

from rapport.customers.privacy.api import is_anybody_suppressed
from rapport.kernel.identity.api import system_actor
from rapport.kernel.jobs.api import enqueue
from rapport.kernel.outbox.api import Envelope
from rapport.operational.orders.jobs import COST_LINES
from rapport.operational.orders.operations.forgetting import forget_guests
from rapport.operational.orders.operations.retelling import tell_orders_of

CONSUMER = "orders.guests"
FACTS = ("order.placed.v1", "order.changed.v1")
COSTED, COSTS = "orders.costed", ("product.cost_changed.v1",)
RESTORED, UNMERGED = "orders.restored", ("customer.unmerged.v1",)


def forget_returned_guests(batch: Sequence[Envelope]) -> None:
    """Look at the guests of orders that came in; nothing more than one query where nobody was ever erased."""
    ids = [UUID(one.payload["order_id"]) for one in batch if one.payload.get("party_id") is None]
    if ids and is_anybody_suppressed():
        forget_guests(ids, actor=system_actor(batch[0].tenant_id))


def tell_restored(batch: Sequence[Envelope]) -> None:
    """Tell the orders of customers whose merge was undone: what was told meanwhile named the other."""
    ids = [UUID(one.payload["restored_id"]) for one in batch]
    tell_orders_of(ids, actor=system_actor(batch[0].tenant_id))


def cost_lines_anew(batch: Sequence[Envelope]) -> None:
    """Have the lines of products whose cost changed costed by a job: there may be many."""
    ids = sorted({str(one.payload["product_id"]) for one in batch})
    enqueue(COST_LINES, {"product_ids": ids}, actor=system_actor(batch[0].tenant_id))
