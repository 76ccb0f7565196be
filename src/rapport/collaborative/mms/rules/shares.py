"""How the room of a message is shared between its pictures: who needs less leaves others more."""

from collections.abc import Sequence


def share(sizes: Sequence[int], room: int) -> list[int]:
    """Return how many bytes each may take, all together at most `room`; nobody gets more than they need."""
    given = [0] * len(sizes)
    left, waiting = max(room, 0), sorted(range(len(sizes)), key=lambda at: sizes[at])
    while waiting:
        at = waiting.pop(0)
        given[at] = min(sizes[at], left // (len(waiting) + 1))
        left -= given[at]
    return given
