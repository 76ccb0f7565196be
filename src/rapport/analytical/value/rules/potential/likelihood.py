"""The one way parameters are found: the highest likelihood over positive parameters, by logarithms."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from rapport.analytical.value.rules.potential.histories import Floats, Histories

Likelihood = Callable[[Floats], tuple[float, Floats]]
"""Parameters → log-likelihood and its derivatives by them."""
LOWEST, HIGHEST = -9.0, 9.0
"""Logarithms between which parameters are looked for, relative to where the search starts: beyond them shops
differ by nothing that could be read from data."""
STEP = 1e-4


@dataclass(frozen=True)
class Maximum:
    """Where the likelihood is highest: parameters, their standard errors, the value, and whether it peaks.

    `found` is false where the search ended at its border or the likelihood is flat: the data do not tell.
    """

    parameters: Floats
    errors: Floats
    log_likelihood: float
    found: bool


def weigh_all(weigh: Callable[[Floats, Histories], tuple[float, Floats]], histories: Histories) -> Likelihood:
    """Return the likelihood of all histories, worked on some at a time."""
    parts = histories.parts()

    def likelihood(parameters: Floats) -> tuple[float, Floats]:
        weights = [weigh(parameters, part) for part in parts]
        return sum(value for value, _ in weights), np.sum([slopes for _, slopes in weights], axis=0)

    return likelihood


def maximise(likelihood: Likelihood, start: Floats, customers: float) -> Maximum:
    """Find the parameters, from `start`, that make what `customers` did the most likely."""
    begin = np.log(start)

    def fall(logs: Floats) -> tuple[float, Floats]:
        parameters = np.exp(logs)
        value, slopes = likelihood(parameters)
        return -value / customers, -slopes * parameters / customers

    bounds = [(one + LOWEST, one + HIGHEST) for one in begin]
    options = {"ftol": 1e-14, "gtol": 1e-8, "maxiter": 200, "maxcor": 20}
    end = minimize(fall, begin, jac=True, method="L-BFGS-B", bounds=bounds, options=options)
    logs = np.asarray(end.x, np.float64)
    inside = bool(np.all(np.abs(logs - begin) < HIGHEST - 1e-6)) and bool(np.isfinite(end.fun))
    spread = _spread(fall, logs, customers) if inside else None
    parameters = np.exp(logs)
    errors = parameters * spread if spread is not None else np.full(len(logs), np.nan)
    return Maximum(parameters, errors, -float(end.fun) * customers, spread is not None)


def _spread(fall: Likelihood, logs: Floats, customers: float) -> Floats | None:
    """Return the standard errors of the logarithms, from the curvature at the peak; None without one."""
    size = len(logs)
    curvature = np.empty((size, size))
    for axis in range(size):
        step = np.zeros(size)
        step[axis] = STEP
        curvature[axis] = (fall(logs + step)[1] - fall(logs - step)[1]) / (2 * STEP)
    curvature = (curvature + curvature.T) / 2 * customers
    if not np.all(np.isfinite(curvature)) or np.linalg.eigvalsh(curvature)[0] <= 0:
        return None
    variances: Floats = np.diag(np.linalg.inv(curvature))
    return np.sqrt(variances)
