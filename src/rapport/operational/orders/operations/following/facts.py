"""The facts of many orders at once: a few are written singly, many in parcels."""

from collections.abc import Iterator, Sequence

from rapport.kernel.work.api import Work, record_many
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


def record_changes(changes: Sequence[Change], work: Work) -> None:
    """Record what became of each order."""
    record_many([fact for change in changes for fact in _facts(change)], work)


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
