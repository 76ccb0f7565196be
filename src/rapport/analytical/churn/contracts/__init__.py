"""Records that cross the room's wall."""

from rapport.analytical.churn.contracts.model import (
    ModelState,
    ModelView,
    Refusal,
    RiskErrors,
    RiskGroup,
    Snapshot,
    VerdictView,
)
from rapport.analytical.churn.contracts.retention import Difference, RetentionEffect
from rapport.analytical.churn.contracts.risk import (
    Ground,
    Measures,
    RiskPage,
    RiskReason,
    RiskRow,
    RiskTotals,
    RiskView,
)

__all__ = [
    "Difference",
    "Ground",
    "Measures",
    "ModelState",
    "ModelView",
    "Refusal",
    "RetentionEffect",
    "RiskErrors",
    "RiskGroup",
    "RiskPage",
    "RiskReason",
    "RiskRow",
    "RiskTotals",
    "RiskView",
    "Snapshot",
    "VerdictView",
]
