"""Open widgets hear that there is something for them, or that somebody writes: which visitors, not what."""

from collections.abc import Collection
from uuid import UUID

from rapport.kernel.live.api import announce

TOPIC = "chat"
AT_ONCE = 100
"""Visitors one announcement names: it is small."""


def tell_visitors(visitor_ids: Collection[UUID]) -> None:
    """Have the widgets of these visitors ask for what is new, after the commit."""
    names = sorted(one.hex for one in visitor_ids)
    for start in range(0, len(names), AT_ONCE):
        announce(TOPIC, visitors=" ".join(names[start : start + AT_ONCE]))


def tell_writing(visitor_address: str, writes: bool) -> None:
    """Have a visitor's widget show that an agent writes, or has stopped."""
    announce(TOPIC, writing=visitor_address, on=writes)
