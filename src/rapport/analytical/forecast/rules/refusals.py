"""Which series nothing is said of, and why."""

import numpy as np
from numpy.typing import NDArray

from rapport.analytical.forecast.contracts.series import Refusal
from rapport.analytical.forecast.rules.backtest import Grain
from rapport.analytical.forecast.rules.methods import Floats

SILENT_SEASONS = 8
FEWEST = 8
"""Steps with demand below which nothing can be learnt."""


def find_refusals(values: Floats, grain: Grain) -> NDArray[np.object_]:
    """Return for each series (series x steps) why nothing is said of it, or None."""
    refusals: NDArray[np.object_] = np.full(len(values), None, dtype=object)
    newest = values[:, -SILENT_SEASONS * grain.season :]
    refusals[(values == values[:, :1]).all(1)] = Refusal.CONSTANT
    refusals[(values > 0).sum(1) < FEWEST] = Refusal.SHORT
    refusals[~(newest > 0).any(1)] = Refusal.QUIET
    refusals[~(values > 0).any(1)] = Refusal.NOTHING
    if values.shape[1] < grain.shortest:
        refusals[:] = Refusal.SHORT
    return refusals
