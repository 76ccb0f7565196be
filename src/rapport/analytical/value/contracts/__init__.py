"""Records and protocols that cross the room's wall."""

from rapport.analytical.value.contracts.curve import CurvePoint, RevenueCurve
from rapport.analytical.value.contracts.fit import (
    CalibrationGroup,
    FitView,
    GuessErrors,
    Parameter,
    Refusal,
)
from rapport.analytical.value.contracts.profit import (
    CustomerProfitView,
    Period,
    ProfitFigures,
    ProfitRow,
    ProfitView,
    WhaleCurve,
    WhalePoint,
)
from rapport.analytical.value.contracts.scoring import Reason, Scores, Segment
from rapport.analytical.value.contracts.source import PURCHASE_COLUMNS, PurchaseSource
from rapport.analytical.value.contracts.worth import (
    AheadTotals,
    BuyerPage,
    BuyerRow,
    CustomerWorthView,
    RevenueView,
    SegmentSize,
    Spread,
    WorthAhead,
    WorthCell,
    WorthSpread,
    WorthSums,
)

__all__ = [
    "PURCHASE_COLUMNS",
    "AheadTotals",
    "BuyerPage",
    "BuyerRow",
    "CalibrationGroup",
    "CurvePoint",
    "CustomerProfitView",
    "CustomerWorthView",
    "FitView",
    "GuessErrors",
    "Parameter",
    "Period",
    "ProfitFigures",
    "ProfitRow",
    "ProfitView",
    "PurchaseSource",
    "Reason",
    "Refusal",
    "RevenueCurve",
    "RevenueView",
    "Scores",
    "Segment",
    "SegmentSize",
    "Spread",
    "WhaleCurve",
    "WhalePoint",
    "WorthAhead",
    "WorthCell",
    "WorthSpread",
    "WorthSums",
]
