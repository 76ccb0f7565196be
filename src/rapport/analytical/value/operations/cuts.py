"""Cuts as they are kept: JSON with times as ISO text and keys as text."""

from datetime import datetime
from typing import Any
from uuid import UUID

from rapport.analytical.value.rules.history import Ranking
from rapport.analytical.value.rules.quintiles import Cuts

MEASURES = ("recency", "frequency", "monetary")


def encode_cuts(cuts: Cuts) -> dict[str, list[list[Any]]]:
    """Return the cuts as JSON data."""
    return {
        name: [[_encode(part) for part in ranking] for ranking in getattr(cuts, name)] for name in MEASURES
    }


def decode_cuts(data: dict[str, list[list[Any]]]) -> Cuts:
    """Return the cuts as `encode_cuts` wrote them."""
    recency: tuple[Ranking, ...] = tuple(
        (datetime.fromisoformat(at), UUID(key)) for at, key in data["recency"]
    )
    frequency: tuple[Ranking, ...] = tuple(
        (orders, gross, UUID(key)) for orders, gross, key in data["frequency"]
    )
    monetary: tuple[Ranking, ...] = tuple((gross, UUID(key)) for gross, key in data["monetary"])
    return Cuts(recency, frequency, monetary)


def _encode(part: object) -> object:
    if isinstance(part, datetime):
        return part.isoformat()
    return str(part) if isinstance(part, UUID) else part
