"""For what is seldom bought: TSB (Teunter, Syntetos, Babai 2011), the successor of Croston's method.

How likely a step brings demand and how much it then is are smoothed apart; unlike Croston's, the likelihood
fades while nothing comes, so that a product nobody buys any more is not expected for ever.
"""

from collections.abc import Sequence
from itertools import product

import numpy as np

from rapport.analytical.forecast.rules.methods.method import Floats

PACES = (0.03, 0.1, 0.2)


class Intermittent:
    """Likelihood of demand times its size; the same for every step ahead."""

    name = "tsb"

    def forecast(self, values: Floats, origins: Sequence[int], season: int, horizon: int) -> Floats:
        """Run all candidates over all series once, and read the best of them at each origin."""
        pairs = np.array(list(product(PACES, PACES)))
        likely_pace, size_pace = pairs[:, :1], pairs[:, 1:]
        first = values[:, : 2 * season]
        bought = first > 0
        size = np.where(bought, first, 0).sum(1) / np.maximum(bought.sum(1), 1)
        likely = np.broadcast_to(bought.mean(1), (len(pairs), len(values))).copy()
        size = np.broadcast_to(size, likely.shape).copy()
        squares = np.zeros_like(likely)
        each, wanted, said = np.arange(len(values)), set(origins), []
        for at in range(max(origins)):
            value = values[:, at]
            squares += (value - likely * size) ** 2
            likely += likely_pace * ((value > 0) - likely)
            size += np.where(value > 0, size_pace * (value - size), 0)
            if at + 1 in wanted:
                best = squares.argmin(0)
                flat = likely[best, each] * size[best, each]
                said.append(np.repeat(flat[:, None], horizon, axis=1))
        return np.stack(said)
