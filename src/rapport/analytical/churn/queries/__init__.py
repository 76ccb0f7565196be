"""Reads: risks of customers, the models they come from."""

from rapport.analytical.churn.queries.models import find_model, list_models, list_verdicts
from rapport.analytical.churn.queries.offers import plan_offer
from rapport.analytical.churn.queries.risks import find_risk, get_risk, list_risks, sum_risks

__all__ = [
    "find_model",
    "find_risk",
    "get_risk",
    "list_models",
    "list_risks",
    "list_verdicts",
    "plan_offer",
    "sum_risks",
]
