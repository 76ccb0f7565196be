"""The yardsticks: as a season ago, and straight on from here."""

from collections.abc import Sequence

import numpy as np

from rapport.analytical.forecast.rules.methods.method import Floats


class SeasonalNaive:
    """Each step is what it was one season ago; without a season, what it was last."""

    name = "seasonal_naive"

    def forecast(self, values: Floats, origins: Sequence[int], season: int, horizon: int) -> Floats:
        """Repeat the last season."""
        steps = np.arange(horizon) % season
        return np.stack([values[:, origin - season + steps] for origin in origins])


class Drift:
    """The last season, and each season after it by so much more as seasons have grown on average."""

    name = "drift"

    def forecast(self, values: Floats, origins: Sequence[int], season: int, horizon: int) -> Floats:
        """Repeat the last season along the straight line from the first season to it."""
        naive = SeasonalNaive().forecast(values, origins, season, horizon)
        seasons = 1 + np.arange(horizon) // season
        said = []
        for origin, base in zip(origins, naive, strict=True):
            first, last = values[:, :season].mean(1), values[:, origin - season : origin].mean(1)
            growth = (last - first) / max(origin / season - 1, 1)
            said.append(base + growth[:, None] * seasons)
        return np.stack(said)
