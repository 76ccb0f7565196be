"""Records and protocols that cross the room's wall."""

from rapport.analytical.recommendation.contracts.labels import MODEL_LABELS, REFUSAL_WORDS
from rapport.analytical.recommendation.contracts.sources import BasketSource, Goods, GoodsSource
from rapport.analytical.recommendation.contracts.suggestions import (
    PairedProduct,
    Suggested,
    Suggestions,
)
from rapport.analytical.recommendation.contracts.versions import JudgedModel, Range, Refusal, VersionView

__all__ = [
    "MODEL_LABELS",
    "REFUSAL_WORDS",
    "BasketSource",
    "Goods",
    "GoodsSource",
    "JudgedModel",
    "PairedProduct",
    "Range",
    "Refusal",
    "Suggested",
    "Suggestions",
    "VersionView",
]
