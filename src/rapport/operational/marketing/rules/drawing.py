"""Who is held out and who gets which letter: drawn by lot once, the same however often it is asked.

A stable hash of the campaign's seed and the customer's id, as the database computes it too
(`operations.planning`): neither depends on the order of rows nor on when the draw is made.
"""

from collections.abc import Sequence
from hashlib import md5
from uuid import UUID

TEN_THOUSAND = 10_000


def draw(seed: str, party_id: UUID) -> int:
    """Return the lot of a customer, 0 to 9,999, evenly spread."""
    return int(md5(f"{seed}{party_id}".encode(), usedforsecurity=False).hexdigest()[:8], 16) % TEN_THOUSAND


def is_held_out(seed: str, party_id: UUID, percent: int) -> bool:
    """Tell whether a customer is among the percentage that is not written to."""
    return draw(seed, party_id) < percent * 100


def edges(shares: Sequence[int]) -> list[int]:
    """Return where each letter's lots end, for weights such as 1, 1, 2; the last ends at 10,000."""
    total, up, ends = sum(shares), 0, list[int]()
    for share in shares:
        up += share
        ends.append(round(TEN_THOUSAND * up / total))
    return ends
