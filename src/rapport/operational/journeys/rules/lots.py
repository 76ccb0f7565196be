"""Which way somebody is drawn: a stable lot, the same however often it is asked, here and in the database."""

from hashlib import md5
from uuid import UUID

LOTS = 10_000
LOT = "('x' || left(md5(%({salt})s || {party}::text), 8))::bit(32)::int8 %% 10000"
"""The same lot as an expression of the database; the salt is a parameter."""


def draw(salt: str, party_id: UUID) -> int:
    """Return the lot of a customer, 0 to 9,999, evenly spread."""
    return int(md5(f"{salt}{party_id}".encode(), usedforsecurity=False).hexdigest()[:8], 16) % LOTS


def is_first(salt: str, party_id: UUID, percent: int) -> bool:
    """Tell whether a customer is among the percentage that goes the first way."""
    return draw(salt, party_id) < percent * 100
