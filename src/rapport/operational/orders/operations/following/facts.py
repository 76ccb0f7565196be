"""The facts of many orders at once: a few are written singly, many in parcels."""

from collections.abc import Iterator, Sequence

import msgspec

from rapport.kernel.outbox.api import PARCEL
from rapport.kernel.work.api import Work
from rapport.operational.orders.events import (
    OrderCancelled,
    OrderChanged,
    OrderPlaced,
    OrderState,
    OrderStatusChanged,
)
from rapport.operational.orders.operations.following.plan import Change
from rapport.operational.orders.operations.states import state_of
from rapport.operational.orders.rules.statuses import CANCELLED

FEW = 20
_encode = msgspec.json.Encoder().encode


def record_changes(changes: Sequence[Change], work: Work) -> None:
    """Record what became of each order."""
    facts = [fact for change in changes for fact in _facts(change)]
    if len(facts) <= FEW:
        work.record(*facts)
        return
    for kind in (OrderPlaced, OrderChanged, OrderStatusChanged, OrderCancelled):
        some = [fact for fact in facts if type(fact) is kind]
        if some:
            work.record_bulk(kind.name, kind.subject_kind, _parcels(some))


def _facts(change: Change) -> Iterator[OrderState]:
    order, lines = change.order, change.lines
    if not change.before:
        yield state_of(order, lines, OrderPlaced)
    elif change.before == order.status:
        yield state_of(order, lines, OrderChanged)
    else:
        yield state_of(order, lines, OrderStatusChanged, before=change.before, reason="")
    if order.status == CANCELLED and change.before != CANCELLED:
        yield state_of(order, lines, OrderCancelled, before=change.before, reason="")


def _parcels(facts: Sequence[OrderState]) -> Iterator[tuple[int, bytes]]:
    for start in range(0, len(facts), PARCEL):
        part = facts[start : start + PARCEL]
        lines = [
            _encode({"subject_id": fact.order_id, "version": fact.version, "payload": fact}) for fact in part
        ]
        yield len(part), b"\n".join(lines) + b"\n"
