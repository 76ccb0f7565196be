"""What the editor's buttons do to the blocks of a letter."""

from collections.abc import Mapping, Sequence
from typing import Any

from rapport.operational.marketing.rules.content import KINDS

EMPTY = {"text": "", "url": "", "href": ""}


def press(blocks: Sequence[Mapping[str, Any]], do: str) -> tuple[Mapping[str, Any], ...]:
    """Return the blocks after a button such as `add:text`, `up:2` or `remove:2`; nonsense does nothing."""
    what, _, which = do.partition(":")
    kept = list(blocks)
    if what == "add" and which in KINDS:
        kept.append({"kind": which, **EMPTY})
    elif which.isdecimal() and int(which) < len(kept):
        at = int(which)
        if what == "remove":
            del kept[at]
        elif what == "up" and at:
            kept[at - 1], kept[at] = kept[at], kept[at - 1]
    return tuple(kept)
