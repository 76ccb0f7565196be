"""What came of showing: who bought what they were shown, beside customers who were shown what chance drew."""

from hashlib import blake2b
from uuid import UUID

from rapport.analytical.recommendation.contracts.live import Difference
from rapport.kernel import shares


def is_drawn(party_id: UUID, percent: int, salt: str) -> bool:
    """Tell whether a customer belongs to the slice that is shown what chance draws: the same on every day and
    machine."""
    return _share_of(f"{salt}:{party_id}") < percent / 100


def draw_order(party_id: UUID, product_id: UUID, salt: str) -> float:
    """Return a customer's lot for a product; the lowest are shown."""
    return _share_of(f"{salt}:{party_id}:{product_id}")


def _share_of(text: str) -> float:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) / 2**64


def find_difference(learnt: tuple[int, int], drawn: tuple[int, int]) -> Difference | None:
    """Return by how much the first (hits, of how many) is above the second; None where one has nobody."""
    if not learnt[1] or not drawn[1]:
        return None
    found = shares.find_difference(*learnt, *drawn)
    return Difference(found.value, found.low, found.high)
