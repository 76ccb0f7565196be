"""How long contracts last, or customers stay away: the share still going on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]
SURE = 0.95
EDGE = 1e-9


@dataclass(frozen=True)
class Survival:
    """The share still going on after each time, between `low` and `high` in nineteen of twenty samples."""

    times: Floats
    shares: Floats
    low: Floats
    high: Floats

    def median(self) -> float:
        """Return the time after which half have ended; infinite where fewer did."""
        below = np.flatnonzero(self.shares <= 0.5)
        return float(self.times[below[0]]) if len(below) else float("inf")


def estimate_survival(times: Floats, ended: Floats) -> Survival:
    """Return the product-limit estimate (Kaplan, Meier 1958) with log-log intervals (Greenwood's variance).

    `ended` is 1 where the end was seen, 0 where it had not come when last looked at.
    """
    steps, where = np.unique(times, return_inverse=True)
    where = where.reshape(-1)
    ends = np.bincount(where, weights=ended, minlength=len(steps))
    leaves = np.bincount(where, minlength=len(steps)).astype(np.float64)
    at_risk = len(times) - np.concatenate(([0.0], np.cumsum(leaves)[:-1]))
    shares = np.cumprod(1 - ends / at_risk)
    spread = np.cumsum(ends / np.maximum(at_risk * (at_risk - ends), EDGE))
    inside = np.clip(shares, EDGE, 1 - EDGE)
    reach = ndtri((1 + SURE) / 2) * np.sqrt(spread) / np.abs(np.log(inside))
    low, high = (np.where(shares < 1, inside ** np.exp(sign * reach), 1.0) for sign in (1, -1))
    return Survival(steps, shares, np.where(shares > 0, low, 0.0), np.where(shares > 0, high, 0.0))
