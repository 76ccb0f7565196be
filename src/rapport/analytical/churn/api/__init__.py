"""The front door of churn: who is at risk, why, what is at stake, and how well that is known.

Risk is learnt behind `api.learning`, which brings numpy and scipy.
"""

from rapport.analytical.churn.operations.retention import measure_retention
from rapport.analytical.churn.queries import (
    find_model,
    find_risk,
    get_risk,
    list_models,
    list_risks,
    list_verdicts,
    plan_offer,
    sum_risks,
)

__all__ = [
    "find_model",
    "find_risk",
    "get_risk",
    "list_models",
    "list_risks",
    "list_verdicts",
    "measure_retention",
    "plan_offer",
    "sum_risks",
]
