"""Exponential smoothing with a damped trend and an additive season: ETS(A, Ad, A) of Hyndman and others.

The recursion at a step knows nothing later, so one pass over time with every candidate of the parameters side
by side gives the states at all origins at once; at each origin the candidate stays whose one-step errors up
to it were smallest.
"""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

import numpy as np

from rapport.analytical.forecast.rules.methods.method import Floats, Ints

ALPHAS = (0.03, 0.1, 0.2, 0.4, 0.7)
TRENDS = ((0.0, 0.9), (0.02, 0.9), (0.1, 0.9))
"""Share of alpha by which the trend moves, and how much of it is left a step later."""
GAMMAS = (0.03, 0.1, 0.25)


class State(NamedTuple):
    """Where a recursion stands: level and trend (candidates x series), and the season's parts."""

    level: Floats
    trend: Floats
    parts: Floats


class Parameters(NamedTuple):
    """Smoothing parameters, each a column of candidates."""

    alpha: Floats
    beta: Floats
    gamma: Floats
    phi: Floats


def list_candidates(season: int) -> Parameters:
    """Return every candidate; without a season its parameter is no choice."""
    gammas = GAMMAS if season > 1 else (0.0,)
    rows = [
        (alpha, alpha * share, gamma * (1 - alpha), phi)
        for alpha, (share, phi), gamma in product(ALPHAS, TRENDS, gammas)
    ]
    return Parameters(*(np.array(column)[:, None] for column in zip(*rows, strict=True)))


def begin(values: Floats, candidates: int, season: int) -> State:
    """Return the state before the first step, from the first two seasons."""
    start = values[:, : 2 * season].reshape(len(values), 2, season)
    level = start.mean((1, 2))
    parts = start.mean(1) - level[:, None] if season > 1 else np.zeros((len(values), 1))
    shape = (candidates, len(values))
    return State(
        np.broadcast_to(level, shape).copy(),
        np.zeros(shape),
        np.broadcast_to(parts.T[:, None, :], (max(season, 1), *shape)).copy(),
    )


def move_on(state: State, value: Floats, at: int, given: Parameters) -> tuple[State, Floats]:
    """Return the state after a step, and the error of what was said of it; the parts change in place."""
    slot = at % len(state.parts)
    damped = given.phi * state.trend
    base = state.level + damped
    error = value - base - state.parts[slot]
    state.parts[slot] += given.gamma * error
    return State(base + given.alpha * error, damped + given.beta * error, state.parts), error


class DampedSmoothing:
    """Level, fading trend and season, each following the newest values at its own pace."""

    name = "ets"

    def forecast(self, values: Floats, origins: Sequence[int], season: int, horizon: int) -> Floats:
        """Run all candidates over all series once, and read the best of them at each origin."""
        given = list_candidates(season)
        state = begin(values, len(given.alpha), season)
        squares = np.zeros_like(state.level)
        wanted, said = set(origins), []
        for at in range(max(origins)):
            state, error = move_on(state, values[:, at], at, given)
            if at >= 2 * season:
                squares += error * error
            if at + 1 in wanted:
                said.append(self._look_ahead(state, squares.argmin(0), at + 1, horizon, given))
        return np.stack(said)

    def _look_ahead(self, state: State, best: Ints, origin: int, horizon: int, given: Parameters) -> Floats:
        each = np.arange(len(best))
        slots = (origin + np.arange(horizon)) % len(state.parts)
        fading = np.cumsum(given.phi[best] ** np.arange(1, horizon + 1), axis=1)
        level, trend = state.level[best, each], state.trend[best, each]
        said: Floats = level[:, None] + trend[:, None] * fading + state.parts[slots[:, None], best, each].T
        return said
