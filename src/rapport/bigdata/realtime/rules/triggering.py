"""Which events a trigger looks at."""

from collections.abc import Iterable

from rapport.bigdata.realtime.contracts import TriggerLine

CART = ("cart", "checkout", "order")
LOOKED = ("product", "cart", "order")


def is_watched(event: str, triggers: Iterable[TriggerLine]) -> bool:
    """Tell whether some trigger would look at an event of this name."""
    return any(
        one.kind == "present"
        or (one.kind == "times" and one.event == event)
        or (one.kind == "idle" and event in CART)
        or (one.kind in ("cheaper", "back") and event in LOOKED)
        for one in triggers
    )
