"""The lists of everybody: what a model ranks first among what may be sold and was not bought yet."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.analytical.recommendation.rules.learning.models import Model
from rapport.analytical.recommendation.rules.learning.purchases import Floats, Ints
from rapport.analytical.recommendation.rules.learning.ranking import chunks, leave_out, rank
from rapport.analytical.recommendation.rules.learning.reasons import find_reasons


@dataclass(frozen=True)
class Lists:
    """Columns of one length: whose list, which product, its place from 1, score, and what speaks for it (-1:
    nothing that was bought)."""

    customer: Ints
    product: Ints
    rank: Ints
    score: Floats
    because: Ints


def make_lists(
    model: Model,
    ties: Any,
    *,
    history: Any,
    seen: Any,
    customers: Ints,
    offered: NDArray[np.bool_],
    most: int,
) -> Iterator[Lists]:
    """Yield the lists of these customers, some at a time; `seen` (sparse, like `history`) is left out."""
    for part in chunks(len(customers), history.shape[1]):
        rows = customers[part]
        known = history[rows]
        scores = leave_out(model.score(known), seen[rows])
        scores[:, ~offered] = -np.inf
        best = rank(scores, most)
        found = np.take_along_axis(scores, best, 1)
        reasons = find_reasons(known, best, ties)
        there = np.isfinite(found)
        row, place = np.nonzero(there)
        yield Lists(rows[row], best[there], place + 1, found[there], reasons[there])
