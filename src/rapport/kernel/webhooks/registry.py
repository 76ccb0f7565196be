"""Which kinds of senders are understood; rooms register when the house starts."""

from collections.abc import Callable
from datetime import datetime

from rapport.kernel.identity.api import Actor
from rapport.kernel.webhooks.contracts import Delivery, Headers, Receiver

_receivers: dict[str, Receiver] = {}


def register_receiver(
    name: str,
    *,
    title: Callable[[], str],
    verify: Callable[[str, Headers, bytes, datetime], bool],
    handle: Callable[[Delivery, Actor], None],
    topic: Callable[[Headers, bytes], str] = lambda headers, body: "",
    key: Callable[[Headers, bytes], str] = lambda headers, body: "",
) -> None:
    """Understand a kind of sender (`shopify`); see `Receiver` for what each part must do.

    Raises ValueError when another receiver has the name.
    """
    known = _receivers.get(name)
    if known is not None and known.handle is not handle:
        raise ValueError(f"Two receivers are called {name}.")
    _receivers[name] = Receiver(name, title, verify, handle, topic, key)


def find_receiver(name: str) -> Receiver | None:
    """Return a kind of sender."""
    return _receivers.get(name)


def list_receivers() -> list[Receiver]:
    """Return every kind of sender by name."""
    return [_receivers[name] for name in sorted(_receivers)]
