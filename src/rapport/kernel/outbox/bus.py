"""FactBus: who listens to which facts. Rooms subscribe when the house starts."""

from collections.abc import Iterable

from rapport.kernel.outbox.contracts import Handler, Subscription

_subscriptions: dict[str, Subscription] = {}


def subscribe(consumer: str, names: Iterable[str], handler: Handler) -> None:
    """Have `handler` called with batches of the named facts, in order within each subject.

    `consumer` is a stable name (`value.recompute`): its cursor and inbox rows are kept under it. The
    handler runs inside `as_tenant`; its writes and its inbox row commit together, so a repeated batch
    has no second effect. Raises ValueError when the name is taken by another handler.
    """
    known = _subscriptions.get(consumer)
    if known is not None and known.handler is not handler:
        raise ValueError(f"Two handlers want to be the consumer {consumer}.")
    _subscriptions[consumer] = Subscription(consumer, frozenset(names), handler)


def list_subscriptions() -> list[Subscription]:
    """Return every consumer by name."""
    return [_subscriptions[name] for name in sorted(_subscriptions)]
