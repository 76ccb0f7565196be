"""Whether customers of today are still those a model was judged on."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
PARTS = 10
FLOOR = 1e-4


def measure_shift(before: Floats, now: Floats) -> float:
    """Return the population stability index of two sets of scores, over tenths of the first.

    The sum of (share now - share before) x ln(share now / share before); 0 where nothing moved.
    """
    edges = np.quantile(before, np.linspace(0, 1, PARTS + 1)[1:-1])
    shares = [
        np.maximum(np.bincount(np.searchsorted(edges, some), minlength=PARTS) / len(some), FLOOR)
        for some in (before, now)
    ]
    return float(((shares[1] - shares[0]) * np.log(shares[1] / shares[0])).sum())


def measure_inputs(names: Sequence[str], before: Floats, now: Floats) -> Mapping[str, float]:
    """Return the population stability index of each column (rows x columns): what a model looks at, apart."""
    return {name: measure_shift(before[:, at], now[:, at]) for at, name in enumerate(names)}
