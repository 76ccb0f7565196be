"""The front door of quality: completeness, validity, scores."""

from rapport.customers.quality.contracts import Completeness, FieldScore, FlawCount, QualityView
from rapport.customers.quality.queries.scores import read_scores
from rapport.customers.quality.queries.subject import get_completeness
from rapport.customers.quality.rules.completeness import measure

__all__ = [
    "Completeness",
    "FieldScore",
    "FlawCount",
    "QualityView",
    "get_completeness",
    "measure",
    "read_scores",
]
