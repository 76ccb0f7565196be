"""Why a customer stands where he stands: each reason is a code and its numbers; the words are the page's."""

from rapport.analytical.value.contracts import Reason, Scores
from rapport.analytical.value.rules.history import PurchaseHistory
from rapport.analytical.value.rules.quintiles import PARTS


def explain(history: PurchaseHistory, scores: Scores, recency_days: int) -> tuple[Reason, ...]:
    """Return the three measures with their scores; monetary in minor units, recency in days.

    A score of five means better than at least 80 % of customers, of one better than none for certain.
    """
    measures = (
        ("recency", recency_days, scores.recency),
        ("frequency", history.orders, scores.frequency),
        ("monetary", history.gross_minor, scores.monetary),
    )
    return tuple(Reason(code, value, score, (score - 1) * (100 // PARTS)) for code, value, score in measures)
