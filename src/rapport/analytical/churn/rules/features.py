"""From measures of purchases to the columns models learn from: the same for the past and for today."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.analytical.churn.contracts import Ground

Floats = NDArray[np.float64]
GROUNDS: dict[str, Ground] = {
    "silent": Ground.SILENCE,
    "overdue": Ground.SILENCE,
    "longest_yet": Ground.SILENCE,
    "nothing": Ground.SILENCE,
    "days": Ground.HABIT,
    "once": Ground.HABIT,
    "since": Ground.HABIT,
    "recent": Ground.TREND,
    "change": Ground.TREND,
    "amount": Ground.MONEY,
    "returned": Ground.RETURNS,
}
"""Every feature, and what a reason calls it."""
NAMES = tuple(GROUNDS)
EDGE = 1e-6


@dataclass(frozen=True)
class Features:
    """One row a customer, a column for each of `NAMES`; `left` is 1 for who left, None for today."""

    values: Floats
    left: Floats | None = None

    def __len__(self) -> int:
        return len(self.values)

    def part(self, rows: Any) -> "Features":
        """Return the customers a mask, slice or index chooses."""
        return Features(self.values[rows], None if self.left is None else self.left[rows])

    @classmethod
    def join(cls, parts: "list[Features]") -> "Features":
        """Put cuts with known endings one under the other."""
        left = [part.left for part in parts if part.left is not None]
        return cls(np.concatenate([part.values for part in parts]), np.concatenate(left))


def make_features(rows: NDArray[Any], nothing: Floats, horizon_days: int) -> Floats:
    """Return the features of customers from their measures and each one's probability of buying nothing.

    `rows` has the fields of `contracts.Measures`. Without a rhythm of their own customers have the horizon's.
    """
    column = {name: rows[name].astype(np.float64) for name in _MEASURES}
    days, silent, since = column["days"], column["silent"], column["since"]
    usual = np.where(days > 1, (since - silent) / np.maximum(days - 1, 1), horizon_days / 2)
    gross = np.maximum(column["gross_minor"], 1.0)
    likely = np.clip(nothing, EDGE, 1 - EDGE)
    columns = {
        "silent": np.log1p(silent),
        "overdue": np.log1p(silent) - np.log1p(usual),
        "longest_yet": ((days > 1) & (silent > column["longest"])).astype(np.float64),
        "nothing": np.log(likely / (1 - likely)),
        "days": np.log(np.maximum(days, 1.0)),
        "once": (days == 1).astype(np.float64),
        "since": np.log1p(since),
        "recent": np.log1p(column["recent"]),
        "change": (column["recent"] - column["before"]) / (column["recent"] + column["before"] + 1),
        "amount": np.log(np.maximum(gross / np.maximum(days, 1.0), 1.0)),
        "returned": np.clip(column["returned_minor"] / gross, 0.0, 1.0),
    }
    return np.column_stack([columns[name] for name in NAMES])


_MEASURES = ("since", "silent", "days", "longest", "recent", "before", "gross_minor", "returned_minor")
