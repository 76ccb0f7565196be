"""Records and protocols that cross the room's wall."""

from rapport.analytical.recommendation.contracts.actions import ActionSource, NextAction
from rapport.analytical.recommendation.contracts.labels import MODEL_LABELS, REFUSAL_WORDS, WHY_NOT
from rapport.analytical.recommendation.contracts.live import ArmView, Difference, LiveResult
from rapport.analytical.recommendation.contracts.offers import Bar, Policy, RefusedOffer, WhyNot
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
    "WHY_NOT",
    "ActionSource",
    "ArmView",
    "Bar",
    "BasketSource",
    "Difference",
    "Goods",
    "GoodsSource",
    "JudgedModel",
    "LiveResult",
    "NextAction",
    "PairedProduct",
    "Policy",
    "Range",
    "Refusal",
    "RefusedOffer",
    "Suggested",
    "Suggestions",
    "VersionView",
    "WhyNot",
]
