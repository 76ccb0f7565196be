"""Records and protocols that cross the room's wall."""

from rapport.analytical.value.contracts.curve import CurvePoint, RevenueCurve
from rapport.analytical.value.contracts.scoring import Reason, Scores, Segment
from rapport.analytical.value.contracts.source import PurchaseSource
from rapport.analytical.value.contracts.worth import (
    BuyerPage,
    BuyerRow,
    CustomerWorthView,
    RevenueView,
    SegmentSize,
)

__all__ = [
    "BuyerPage",
    "BuyerRow",
    "CurvePoint",
    "CustomerWorthView",
    "PurchaseSource",
    "Reason",
    "RevenueCurve",
    "RevenueView",
    "Scores",
    "Segment",
    "SegmentSize",
]
