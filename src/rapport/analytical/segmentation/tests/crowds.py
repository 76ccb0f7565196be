"""Customers drawn from groups that are known, for tests of what finds groups."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.analytical.segmentation.rules.grouping.features import DAY

NOW = 1_800_000_000.0
EACH = 70
"""Customers of each kind in a test that keeps them."""
FIELDS = ("last", "first", "orders", "gross_minor", "returned_minor", "ahead_minor")
KINDS = ((12.0, 24.0, 4_000.0), (200.0, 2.0, 5_000.0), (60.0, 6.0, 60_000.0))
"""Days since the last purchase, purchases, minor units each: regulars, the silent, those who spend."""


def draw_crowd(each: int = 150, seed: int = 5) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return so many customers of each of three kinds, and which kind each is."""
    random = np.random.default_rng(seed)
    kinds = np.repeat(np.arange(len(KINDS)), each)
    rows = np.zeros(len(kinds), [(name, np.float64) for name in FIELDS])
    silent, often, much = (np.array([kind[at] for kind in KINDS])[kinds] for at in range(3))
    noise = random.lognormal(0.0, 0.25, (3, len(kinds)))
    rows["last"] = NOW - silent * noise[0] * DAY
    rows["first"] = NOW - (silent * noise[0] + 300 * random.lognormal(0.0, 0.2, len(kinds))) * DAY
    rows["orders"] = np.maximum(np.rint(often * noise[1]), 1)
    rows["gross_minor"] = np.rint(rows["orders"] * much * noise[2])
    rows["ahead_minor"] = -1
    return rows, kinds
