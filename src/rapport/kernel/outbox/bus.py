"""FactBus: who listens to which facts. Rooms subscribe when the house starts."""

from collections.abc import Iterable, Iterator

from django.utils.module_loading import autodiscover_modules

from rapport.kernel.outbox.contracts import Fact, Handler, Subscription, Wanted

_subscriptions: dict[str, Subscription] = {}


def subscribe(consumer: str, names: Iterable[str], handler: Handler) -> None:
    """Have `handler` called with batches of the named facts, in order within each subject.

    `consumer` is a stable name (`value.recompute`): its cursor and inbox rows are kept under it. The
    handler runs inside `as_tenant`; its writes and its inbox row commit together, so a repeated batch
    has no second effect. Raises ValueError when the name is taken by another handler.
    """
    _keep(Subscription(consumer, frozenset(names), handler))


def subscribe_wanted(consumer: str, wanted: Wanted, handler: Handler) -> None:
    """Have `handler` called as `subscribe` does, with the facts that some business wants at the moment.

    `wanted` is asked before each delivery, on the relay's connection; facts nobody wants leave no trace.
    """
    _keep(Subscription(consumer, frozenset(), handler, wanted))


def _keep(subscription: Subscription) -> None:
    known = _subscriptions.get(subscription.consumer)
    if known is not None and known.handler is not subscription.handler:
        raise ValueError(f"Two handlers want to be the consumer {subscription.consumer}.")
    _subscriptions[subscription.consumer] = subscription


def list_facts() -> list[type[Fact]]:
    """Return every kind of fact the rooms of this house tell, by name.

    Raises ValueError where two kinds go by one name: whoever hears them could not tell which they hold.
    """
    autodiscover_modules("events")
    named: dict[str, type[Fact]] = {}
    for kind in _kinds_of(Fact):
        if "name" in vars(kind) and named.setdefault(kind.name, kind) is not kind:
            raise ValueError(f"{kind.__module__} and {named[kind.name].__module__} both tell {kind.name}.")
    return [named[name] for name in sorted(named)]


def _kinds_of(base: type[Fact]) -> Iterator[type[Fact]]:
    for kind in base.__subclasses__():
        yield kind
        yield from _kinds_of(kind)


def list_subscriptions() -> list[Subscription]:
    """Return every consumer by name."""
    return [_subscriptions[name] for name in sorted(_subscriptions)]
