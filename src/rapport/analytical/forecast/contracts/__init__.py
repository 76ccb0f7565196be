"""Records and protocols that cross the room's wall."""

from rapport.analytical.forecast.contracts.series import (
    Departed,
    Departure,
    Errors,
    Grain,
    Judged,
    Measure,
    PointAhead,
    ProductAhead,
    Refusal,
    RunView,
    SeriesView,
    Side,
    Step,
    Tier,
)
from rapport.analytical.forecast.contracts.source import DemandSource, ProductSource

__all__ = [
    "DemandSource",
    "Departed",
    "Departure",
    "Errors",
    "Grain",
    "Judged",
    "Measure",
    "PointAhead",
    "ProductAhead",
    "ProductSource",
    "Refusal",
    "RunView",
    "SeriesView",
    "Side",
    "Step",
    "Tier",
]
