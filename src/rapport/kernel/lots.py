"""Lots: a stable hash of a salt and an id, the same however often it is drawn, here and in the database."""

from hashlib import md5
from uuid import UUID

LOTS = 10_000


def draw_lot(salt: str, one: UUID) -> int:
    """Return the lot of an id, 0 to 9,999, evenly spread."""
    return int(md5(f"{salt}{one}".encode(), usedforsecurity=False).hexdigest()[:8], 16) % LOTS


def is_first(salt: str, one: UUID, percent: int) -> bool:
    """Tell whether an id is among the percentage that is drawn first."""
    return draw_lot(salt, one) < percent * LOTS // 100


def write_lot(salt: str, one: str) -> str:
    """Return the same lot as an expression of a statement that takes parameters; both are expressions too."""
    return f"('x' || left(md5({salt} || {one}::text), 8))::bit(32)::int8 %% {LOTS}"
