"""What customers are compared by, and how it is scaled so that no giant and no currency bends the picture."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
DAY = 86_400.0
NAMES = ("recency", "frequency", "order", "tenure", "returned", "ahead")
SKEWED = frozenset({"recency", "frequency", "order", "tenure", "ahead"})
"""Compared by their logarithms: twice as much is the same step for everybody."""
FURTHEST = 4.0
"""Nobody stands further from the middle than so many quartile distances: one giant makes no group."""


@dataclass(frozen=True)
class Scale:
    """The middle and spread of a feature, of its logarithms where it is skewed."""

    name: str
    middle: float
    spread: float


def measure(rows: NDArray[Any], now: float) -> dict[str, Floats]:
    """Return the features of customers by name: days, purchases, minor units, a share.

    Purchases dated in the future count as of now. What is known of nobody is left out.
    """
    last, first = (np.minimum(rows[name].astype(np.float64), now) for name in ("last", "first"))
    orders, gross, returned, ahead = (
        rows[name].astype(np.float64) for name in ("orders", "gross_minor", "returned_minor", "ahead_minor")
    )
    found = {
        "recency": (now - last) / DAY,
        "frequency": orders,
        "order": gross / np.maximum(orders, 1.0),
        "tenure": (now - first) / DAY,
        "returned": np.clip(returned / np.maximum(gross, 1.0), 0.0, 1.0),
    }
    if len(ahead) and (ahead >= 0).all():
        found["ahead"] = ahead
    return found


def learn_scales(features: dict[str, Floats]) -> list[Scale]:
    """Return how each feature is scaled; those in which nearly all are alike are left out."""
    scales = []
    for name in NAMES:
        if name not in features or not len(features[name]):
            continue
        values = _bend(name, features[name])
        low, middle, high = np.quantile(values, (0.25, 0.5, 0.75))
        spread = float(high - low) or float(values.std())
        if np.isfinite(spread) and spread > 1e-9:
            scales.append(Scale(name, float(middle), spread))
    return scales


def scale(features: dict[str, Floats], scales: list[Scale]) -> Floats:
    """Return customers as points: one column for each scale."""
    columns = [
        np.clip((_bend(one.name, features[one.name]) - one.middle) / one.spread, -FURTHEST, FURTHEST)
        for one in scales
    ]
    return np.column_stack(columns)


def _bend(name: str, values: Floats) -> Floats:
    """Logarithms of times and counts from one on, of money from a minor unit on: scaled money only shifts."""
    if name not in SKEWED:
        return values
    least = 1.0
    bent: Floats = np.log(np.maximum(values, least))
    return bent
