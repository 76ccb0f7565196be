"""Who gets which letter: where the lots of each end (`kernel.lots` draws them, as the database does)."""

from collections.abc import Sequence

from rapport.kernel.lots import LOTS


def edges(shares: Sequence[int]) -> list[int]:
    """Return where each letter's lots end, for weights such as 1, 1, 2; the last ends at 10,000."""
    total, up, ends = sum(shares), 0, list[int]()
    for share in shares:
        up += share
        ends.append(round(LOTS * up / total))
    return ends
