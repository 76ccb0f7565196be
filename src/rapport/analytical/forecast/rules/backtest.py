"""Rolling back-test: what each method would have said at days of the past, which to trust, how far it errs.

Nothing looks ahead. At each origin the method is the one that did best in what had come by then, and the band
is as wide as the errors known by then; the errors shown are those of these choices, not of a choice made
afterwards. Only what is said today uses them all.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapport.analytical.forecast.rules.effects import Lifts
from rapport.analytical.forecast.rules.methods import METHODS, Floats, Method

BAND = 0.8
AIMS = (0.6, 0.98)
"""Between which shares of errors a band may aim."""
GAIN = 1.0
TRUSTED = 56
"""After so many days of earlier bands, half of what they were off by is made up for."""
MOST_ORIGINS = 16
FEWEST_ORIGINS = 4
SMALLEST = 1e-9
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Grain:
    """How a panel is cut: the length of its season, how far it looks ahead, how far apart origins lie, and
    how many steps the first origin must know; all in steps."""

    season: int
    horizon: int
    stride: int
    least: int

    @property
    def shortest(self) -> int:
        """How many steps a series needs."""
        return self.least + self.horizon + (FEWEST_ORIGINS - 1) * self.stride


@dataclass(frozen=True)
class Study:
    """What was learnt of a panel: series x steps ahead, and errors by series.

    `method` is the place in `METHODS`. `mase` divides the mean error by that of saying the season before,
    within what was known; `naive` is that of the seasonal naive method over the same days. `inside` is the
    share of days within the band meant for eight in ten. `scores` are the errors of every method.
    """

    method: NDArray[np.intp]
    point: Floats
    low: Floats
    high: Floats
    mase: Floats
    naive: Floats
    error: Floats
    inside: Floats
    scores: Floats
    days: int


def place_origins(steps: int, grain: Grain) -> list[int]:
    """Return the days forecasts are made on for practice, and today as the last."""
    last = steps - grain.horizon
    practice = range(last, grain.least - 1, -grain.stride)[:MOST_ORIGINS]
    return [*reversed(practice), steps]


def study(
    values: Floats, grain: Grain, methods: Sequence[Method] = METHODS, lifts: Lifts | None = None
) -> Study:
    """Learn how the series of a panel (series x steps, none below nought) go on; with `lifts` (learnt for the
    origins of `place_origins`) days of occasions are taken as others and lifted afterwards, as it was known
    at each origin."""
    origins = place_origins(values.shape[1], grain)
    factors = lifts.find_factors(origins, grain.horizon) if lifts else np.ones((len(origins), 1, 1))
    said = _say(values, origins, grain, methods, lifts) * factors
    practice = np.array(origins[:-1])
    came = np.stack([values[:, at : at + grain.horizon] for at in practice])
    errors = np.abs(came - said[:, :-1])
    scale = _find_scales(values, origins, grain.season)
    losses = errors / scale[:-1, :, None]
    chosen = [_choose(losses, _known_at(practice, origin, grain.horizon)) for origin in origins]
    picked = np.stack([_pick(said[:, at], best) for at, best in enumerate(chosen)])
    inside, low, high = _band(came / factors[:-1], picked / factors, practice, origins, grain)
    judged = len(practice) // 2
    every = np.arange(values.shape[0])
    own = np.stack([losses[best, at, every] for at, best in enumerate(chosen[:-1])])
    plain = np.stack([errors[best, at, every] for at, best in enumerate(chosen[:-1])])
    return Study(
        method=chosen[-1],
        point=picked[-1],
        low=low * factors[-1],
        high=high * factors[-1],
        mase=own[judged:].mean((0, 2)),
        naive=losses[0, judged:].mean((0, 2)),
        error=plain[judged:].mean((0, 2)),
        inside=inside,
        scores=losses[:, judged:].mean((1, 3)),
        days=(len(practice) - judged) * grain.horizon,
    )


def _say(
    values: Floats, origins: Sequence[int], grain: Grain, methods: Sequence[Method], lifts: Lifts | None
) -> Floats:
    """Return what each method says at each origin, none below nought: methods x origins x series x steps."""
    parts = lifts.split(values, origins, grain.season) if lifts else [(values, origins)]
    told = [
        np.stack([method.forecast(seen, some, grain.season, grain.horizon) for method in methods])
        for seen, some in parts
    ]
    return np.maximum(np.concatenate(told, axis=1), 0)


def _find_scales(values: Floats, origins: Sequence[int], season: int) -> Floats:
    """Return the mean change from one season to the next that was known at each origin."""
    changes = np.abs(values[:, season:] - values[:, :-season])
    sums = np.cumsum(changes, axis=1)
    return np.stack([np.maximum(sums[:, at - season - 1] / (at - season), SMALLEST) for at in origins])


def _known_at(practice: NDArray[np.intp], origin: int, horizon: int) -> Bools:
    """Return which steps of which practice had come by an origin."""
    known: Bools = practice[:, None] + np.arange(1, horizon + 1) <= origin
    return known


def _choose(losses: Floats, known: Bools) -> NDArray[np.intp]:
    """Return the method with the smallest known losses; the yardstick while nothing is known."""
    best: NDArray[np.intp] = (losses * known[:, None, :]).sum((1, 3)).argmin(0)
    return best


def _pick(said: Floats, best: NDArray[np.intp]) -> Floats:
    picked: Floats = said[best, np.arange(len(best))]
    return picked


def _band(
    came: Floats,
    picked: Floats,
    practice: NDArray[np.intp],
    origins: Sequence[int],
    grain: Grain,
) -> tuple[Floats, Floats, Floats]:
    """Return the share of practice days inside the band, and today's band.

    Errors are divided by the usual error of their day of the season, put in order together, and the band
    taken from between: conformal prediction with errors of practice. How much of them it takes in follows
    from how the bands before it did (after Gibbs and Candès 2021, adaptive conformal inference).
    """
    residuals = came - picked[:-1]
    inside = np.zeros(came.shape, bool)
    low = high = picked[-1]
    for at in range(1, len(origins)):
        known = _known_at(practice, origins[at], grain.horizon)
        level = _aim(inside[1:], known[1:])
        low, high = _spread(residuals, picked[at], known, (practice, origins[at], grain.season), level)
        if at < len(practice):
            inside[at] = (came[at] >= low - SMALLEST) & (came[at] <= high + SMALLEST)
    return inside[len(practice) // 2 :].mean((0, 2)), low, high


def _aim(inside: Bools, known: Bools) -> Floats:
    """Return which share of its errors each series' next band takes in: as much beyond eight in ten as the
    bands before it fell short, the more so the more of their days have come."""
    counted = known.sum()
    covered = (inside * known[:, None, :]).sum((0, 2)) / max(counted, 1)
    trust = counted / (counted + TRUSTED)
    aim: Floats = np.clip(BAND + trust * GAIN * (BAND - covered), *AIMS)
    return aim


def _spread(
    residuals: Floats,
    said: Floats,
    known: Bools,
    place: tuple[NDArray[np.intp], int, int],
    level: Floats,
) -> tuple[Floats, Floats]:
    practice, origin, season = place
    steps = np.arange(said.shape[1])
    where, ahead = np.nonzero(known)
    errors = residuals[where, :, ahead]
    slots = (practice[where] + ahead) % season
    usual = np.stack([np.abs(errors[slots == slot]).mean(0) for slot in range(season)])
    usual = np.maximum(usual, SMALLEST)
    ordered = np.sort(errors / usual[slots], axis=0)
    count = len(ordered)
    rank = np.minimum(np.ceil((count + 1) * (1 + level) / 2).astype(int), count) - 1
    every = np.arange(len(level))
    below, above = ordered[count - 1 - rank, every], ordered[rank, every]
    width = usual[(origin + steps) % season].T
    low = np.maximum(said + np.minimum(below, 0)[:, None] * width, 0)
    return low, said + np.maximum(above, 0)[:, None] * width
