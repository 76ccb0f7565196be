"""Reactions to facts: who takes the role of a prospect has a line here, who buys is converted."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from rapport.customers.prospects.operations.becoming import convert_prospects
from rapport.customers.prospects.operations.capturing import ensure_prospects
from rapport.customers.prospects.operations.scoring import score_prospects
from rapport.kernel.identity.api import system_actor
from rapport.kernel.outbox.api import Envelope
from rapport.kernel.work.api import unit_of_work

CONSUMER = "prospects.customers"
PLACED = "order.placed.v1"
FACTS = ("customer.created.v1", "customer.updated.v1", "customer.merged.v1", PLACED)


def follow_customers(batch: Sequence[Envelope]) -> None:
    """Keep the prospects in step with roles, stages and first orders, set-based for the whole batch."""
    ordered = {UUID(party) for one in batch if one.name == PLACED and (party := one.payload.get("party_id"))}
    states = [one.payload["state"] for one in batch if one.name != PLACED]
    bound = {UUID(state["id"]) for state in states if _is(state, "prospect")}
    moved = {UUID(state["id"]) for state in states if state.get("stage") == "customer"}
    if not (ordered or bound or moved):
        return
    actor = system_actor(batch[0].tenant_id)
    with unit_of_work(actor) as work:
        ensure_prospects(list(bound - moved), work)
        convert_prospects(list(ordered), how="order", actor=actor)
        convert_prospects(list(moved - ordered), how="stage", actor=actor)
        score_prospects(list(bound), work)


def _is(state: dict[str, Any], role: str) -> bool:
    return role in state.get("roles", ())
