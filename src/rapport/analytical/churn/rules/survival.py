"""How long contracts last, or customers stay away: the share still going on, and what hastens the end."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from rapport.analytical.churn.rules.logistic import Linear, fit_linear, sigmoid

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


@dataclass(frozen=True)
class Hazard:
    """The probability of ending in each period, given that it was reached (discrete-time hazard)."""

    linear: Linear

    def survive(self, values: Floats, periods: int) -> Floats:
        """Return each one's probability of going on beyond periods 1 … `periods`, a column each."""
        going = np.ones(len(values))
        columns = []
        for period in range(1, periods + 1):
            clock = np.tile(_read_clock(np.array([float(period)])), (len(values), 1))
            going = going * (1 - sigmoid(self.linear.score(np.column_stack([clock, values]))))
            columns.append(going)
        return np.column_stack(columns)


def fit_hazard(periods: NDArray[np.int64], ended: Floats, values: Floats) -> Hazard:
    """Learn the hazard from how many periods each lasted, whether it ended then, and what was known of it.

    Each one gives a row for every period it reached; in the last one it ended or was still going on.
    """
    lasting = np.maximum(periods, 1)
    rows = np.repeat(np.arange(len(lasting)), lasting)
    starts = np.cumsum(lasting) - lasting
    period = np.arange(len(rows)) - starts[rows] + 1
    ends = np.where(period == lasting[rows], ended[rows], 0.0)
    columns = np.column_stack([_read_clock(period.astype(np.float64)), values[rows]])
    return Hazard(fit_linear(columns, ends))


def _read_clock(period: Floats) -> Floats:
    """Return how far time has come, so that hazards may fall fast at first and slowly later."""
    return np.column_stack([np.log(period), period / 12, (period <= 1).astype(np.float64)])
