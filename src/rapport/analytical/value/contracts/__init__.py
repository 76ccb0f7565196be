"""Records and protocols that cross the room's wall."""

from rapport.analytical.value.contracts.curve import CurvePoint, RevenueCurve
from rapport.analytical.value.contracts.fit import (
    CalibrationGroup,
    FitView,
    GuessErrors,
    Parameter,
    Refusal,
)
from rapport.analytical.value.contracts.scoring import Reason, Scores, Segment
from rapport.analytical.value.contracts.source import PurchaseSource
from rapport.analytical.value.contracts.worth import (
    AheadTotals,
    BuyerPage,
    BuyerRow,
    CustomerWorthView,
    RevenueView,
    SegmentSize,
    WorthAhead,
    WorthCell,
    WorthSums,
)

__all__ = [
    "AheadTotals",
    "BuyerPage",
    "BuyerRow",
    "CalibrationGroup",
    "CurvePoint",
    "CustomerWorthView",
    "FitView",
    "GuessErrors",
    "Parameter",
    "PurchaseSource",
    "Reason",
    "Refusal",
    "RevenueCurve",
    "RevenueView",
    "Scores",
    "Segment",
    "SegmentSize",
    "WorthAhead",
    "WorthCell",
    "WorthSums",
]
