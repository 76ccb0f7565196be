"""Which product a customer had speaks most for one that is recommended."""

from typing import Any

import numpy as np

from rapport.analytical.recommendation.rules.learning.purchases import Ints


def find_reasons(history: Any, best: Ints, ties: Any) -> Ints:
    """Return for each place of each list the product of the history with the strongest tie to it, else -1.

    `history` has a row for each list. All pairs of had and recommended are looked up at once.
    """
    products, wide = max(ties.shape), best.shape[1]
    had = np.diff(history.indptr)
    rows = np.repeat(np.arange(len(best)), had)
    weights = np.zeros((len(rows), wide), np.float32)
    if ties.nnz:
        sources = np.repeat(np.arange(ties.shape[0], dtype=np.int64), np.diff(ties.indptr))
        keys = sources * products + ties.indices
        asked = history.indices.astype(np.int64)[:, None] * products + best[rows]
        places = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
        weights = np.where(keys[places] == asked, ties.data[places], 0)
    reasons = np.full(best.shape, -1, np.int64)
    strongest = np.zeros(best.shape, np.float32)
    for turn in range(int(had.max(initial=0))):
        lists = np.flatnonzero(had > turn)
        at = history.indptr[lists] + turn
        better = weights[at] > strongest[lists]
        strongest[lists] = np.where(better, weights[at], strongest[lists])
        reasons[lists] = np.where(better, history.indices[at][:, None], reasons[lists])
    return reasons
