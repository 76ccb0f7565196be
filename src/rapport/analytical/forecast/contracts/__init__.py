"""Records and protocols that cross the room's wall."""

from rapport.analytical.forecast.contracts.occasions import Occasion, OccasionView, Standing
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
from rapport.analytical.forecast.contracts.source import DemandSource, ProductSource, PromotionSource

__all__ = [
    "DemandSource",
    "Departed",
    "Departure",
    "Errors",
    "Grain",
    "Judged",
    "Measure",
    "Occasion",
    "OccasionView",
    "PointAhead",
    "ProductAhead",
    "ProductSource",
    "PromotionSource",
    "Refusal",
    "RunView",
    "SeriesView",
    "Side",
    "Standing",
    "Step",
    "Tier",
]
