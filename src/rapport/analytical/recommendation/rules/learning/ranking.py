"""The best products of each customer, equals in an order that ids have no part in."""

from typing import Any

import numpy as np

from rapport.analytical.recommendation.rules.learning.purchases import Floats, Ints

AT_ONCE = 8_000_000
"""So many scores are held at a time: 32 MB, however many customers and products there are."""


def rank(scores: Floats, most: int) -> Ints:
    """Return the columns of each row's best scores, the best first; of equals the lower column is better.

    Score and column become one number, so no two are equal and a partial sort gives one answer only.
    """
    most = min(most, scores.shape[1])
    bits = (np.ascontiguousarray(scores, np.float32) + np.float32(0)).view(np.int32)
    upright = (bits ^ ((bits >> 31) & 0x7FFFFFFF)).astype(np.int64)
    keys = np.arange(scores.shape[1], dtype=np.int64) - (upright << 32)
    best = np.argpartition(keys, most - 1, axis=1)[:, :most] if most < scores.shape[1] else np.argsort(keys)
    order = np.argsort(np.take_along_axis(keys, best, 1), axis=1)
    ranked: Ints = np.take_along_axis(best, order, 1)
    return ranked


def leave_out(scores: Floats, history: Any) -> Floats:
    """Take out of the running, in place, what each row bought already."""
    rows = np.repeat(np.arange(history.shape[0]), np.diff(history.indptr))
    scores[rows, history.indices] = -np.inf
    return scores


def chunks(rows: int, columns: int) -> list[slice]:
    """Return stretches of rows whose scores fit into memory together."""
    size = max(AT_ONCE // max(columns, 1), 1)
    return [slice(begin, min(begin + size, rows)) for begin in range(0, rows, size)]
