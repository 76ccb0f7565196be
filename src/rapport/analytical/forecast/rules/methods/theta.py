"""Theta (Assimakopoulos and Nikolopoulos 2000), as Hyndman and Billah wrote it in 2003: simple exponential
smoothing of the series without its season, with half the slope of its straight line as drift."""

from collections.abc import Sequence

import numpy as np

from rapport.analytical.forecast.rules.methods.method import Floats

ALPHAS = np.array([0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.45, 0.65, 0.9])
LONGEST = 364
"""The straight line is that of the newest steps; what a shop did years ago says little of where it goes."""


def find_season(values: Floats, season: int) -> Floats:
    """Return the additive season of each series by position of its step, from the newest whole seasons."""
    if season == 1:
        return np.zeros((len(values), 1))
    steps = values.shape[1]
    whole = steps // season * season
    parts = values[:, steps - whole :].reshape(len(values), -1, season)
    means = np.median(parts - parts.mean(2, keepdims=True), axis=1)
    means -= means.mean(1, keepdims=True)
    rolled: Floats = np.roll(means, (steps - whole) % season, axis=1)
    return rolled


def find_slope(values: Floats) -> Floats:
    """Return the slope of the straight line through each series, by least squares."""
    steps = np.arange(values.shape[1], dtype=float)
    steps -= steps.mean()
    slope: Floats = values @ steps / (steps @ steps)
    return slope


def smooth(values: Floats) -> tuple[Floats, Floats]:
    """Return the last level and the alpha of each series, the one with the smallest one-step errors."""
    alpha = ALPHAS[:, None]
    level = np.broadcast_to(values[:, 0], (len(ALPHAS), len(values))).copy()
    squares = np.zeros_like(level)
    for at in range(1, values.shape[1]):
        error = values[:, at] - level
        squares += error * error
        level += alpha * error
    best = squares.argmin(0)
    return level[best, np.arange(len(values))], ALPHAS[best]


class Theta:
    """Half way between a smoothed level and a straight line, on top of the season."""

    name = "theta"

    def forecast(self, values: Floats, origins: Sequence[int], season: int, horizon: int) -> Floats:
        """Take the season off, smooth, lean on half the slope, put the season on again."""
        return np.stack([self._look_ahead(values[:, :origin], season, horizon) for origin in origins])

    def _look_ahead(self, known: Floats, season: int, horizon: int) -> Floats:
        known = known[:, -LONGEST:]
        steps = known.shape[1]
        parts = find_season(known, season)
        plain = known - parts[:, np.arange(steps) % season]
        level, alpha = smooth(plain)
        ahead = np.arange(horizon)
        leaning = ahead + (1 - (1 - alpha[:, None]) ** steps) / alpha[:, None]
        said = level[:, None] + find_slope(plain)[:, None] / 2 * leaning
        whole: Floats = said + parts[:, (steps + ahead) % season]
        return whole
