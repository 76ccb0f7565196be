"""How much more or less comes on occasions, learnt without looking ahead, and only where it is plain.

A day's usual is the mean of the same weekday up to four weeks before and after, of days without an occasion;
an occasion's change the logarithm of what came in one of its stretches over what is usual then. A stretch is
known four weeks after its end. A change is reckoned with at an origin once it was seen twice, would each time
after the first have been said closer than without it, and stands out of what such stretches stray by anyway.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.analytical.forecast.contracts.occasions import Standing
from rapport.analytical.forecast.rules.methods import Floats, Ints
from rapport.analytical.forecast.rules.occasions import ORDER

REACH = 4
"""Weeks before and after that say what is usual."""
LEAST_KNOWN = 3
PLAIN = 3.0
"""So many standard errors a change must lie from nought: fifteen occasions are tried."""
SEEN = 2
LIMIT = float(np.log(50))
QUIETEST = 0.01
"""No change is known better than this, whatever other stretches did."""
SMALLEST = 1e-9
DEEP = 0.3
"""Where an occasion leaves less of a day than this, the day says nothing of the level."""


@dataclass(frozen=True)
class Stretch:
    """One time an occasion came: its place, and its steps from `begin` up to before `end`."""

    mark: int
    begin: int
    end: int


@dataclass(frozen=True)
class Effects:
    """Logarithms of changes by origin, series and mark (0 where nothing is reckoned with); of the last
    origin also what was seen: times by mark, mean changes and standings by series and mark."""

    changes: Floats
    times: Ints
    seen: Floats
    standings: NDArray[np.object_]

    @property
    def any(self) -> bool:
        """Whether anything is reckoned with at any origin."""
        return bool(self.changes.any())


def find_stretches(marks: Ints, steps: int) -> list[Stretch]:
    """Return the stretches of days of one occasion that are over after so many steps, in order."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], marks, [0]))))
    found = []
    for begin, end in pairwise(edges):
        if marks[begin] and end <= steps:
            found.append(Stretch(int(marks[begin]), int(begin), int(end)))
    return found


def find_usual(values: Floats, plain: NDArray[np.bool_], season: int) -> Floats:
    """Return what is usual on each day; not a number where too few days without an occasion are near."""
    steps = values.shape[1]
    sums, counts = np.zeros_like(values), np.zeros(steps)
    for weeks in range(1, REACH + 1):
        gap = weeks * season
        if gap >= steps:
            break
        sums[:, gap:] += values[:, :-gap] * plain[:-gap]
        counts[gap:] += plain[:-gap]
        sums[:, :-gap] += values[:, gap:] * plain[gap:]
        counts[:-gap] += plain[gap:]
    return np.where(counts >= LEAST_KNOWN, sums / np.maximum(counts, 1), np.nan)


def learn_effects(values: Floats, marks: Ints, season: int, origins: Sequence[int]) -> Effects:
    """Learn what occasions change in each series (series x steps) as it was known at each origin."""
    past = _Past(values, marks[: values.shape[1]], season)
    shape = (len(values), len(ORDER) + 1)
    changes = np.zeros((len(origins), *shape))
    seen, times = np.zeros(shape), np.zeros(shape[1], np.int64)
    standings: NDArray[np.object_] = np.full(shape, None, dtype=object)
    for at, origin in enumerate(origins):
        for mark in past.marks:
            found = past.look_back(mark, origin - REACH * season)
            if found is None:
                continue
            used = found.standing == Standing.USED
            shrunk = found.mean * found.mean**2 / (found.mean**2 + found.error**2)
            changes[at, :, mark] = np.where(used, shrunk, 0.0)
            if at == len(origins) - 1:
                seen[:, mark], times[mark], standings[:, mark] = found.mean, found.times, found.standing
    return Effects(changes, times, seen, standings)


@dataclass(frozen=True)
class _Found:
    """What is known of an occasion: by series its mean change, the error of that, and its standing."""

    times: int
    mean: Floats
    error: Floats
    standing: NDArray[Any]


class _Past:
    """Series with what is usual in them, and the stretches of occasions."""

    def __init__(self, values: Floats, marks: Ints, season: int) -> None:
        self.values, self.plain = values, marks == 0
        self.usual = find_usual(values, self.plain, season)
        summed = ((one, self._sum_up(one)) for one in find_stretches(marks, values.shape[1]))
        self.stretches = [(one, sums) for one, sums in summed if sums is not None]
        self.marks = sorted({one.mark for one, _ in self.stretches})
        self.strays: dict[tuple[int, int], Floats] = {}

    def look_back(self, mark: int, ripe: int) -> _Found | None:
        """Return what is known of an occasion by its stretches over by a step, None before the first."""
        mine = [(one, sums) for one, sums in self.stretches if one.mark == mark and one.end <= ripe]
        if not mine:
            return None
        length = int(np.median([one.end - one.begin for one, _ in mine]))
        if (length, ripe) not in self.strays:
            self.strays[length, ripe] = self._measure_stray(length, ripe)
        came, weight = np.stack([sums for _, sums in mine], axis=1)
        error = self.strays[length, ripe] / np.sqrt(np.maximum(weight.sum(0), SMALLEST))
        return _judge(_log_ratio(came, weight), weight, np.maximum(error, QUIETEST))

    def _sum_up(self, one: Stretch) -> Floats | None:
        """Return what came in a stretch and what is usual then, of the days of which that is known
        (2 x series); None where those are fewer than half."""
        days = np.arange(one.begin, one.end)
        known = days[np.isfinite(self.usual[0, days])]
        if len(known) < len(days) / 2:
            return None
        return np.stack([self.values[:, known].sum(1), self.usual[:, known].sum(1)])

    def _measure_stray(self, length: int, ripe: int) -> Floats:
        """Return by how much stretches of that length without an occasion stray from the usual, times the
        root of what is usual: where more is bought, chance moves its logarithm less."""
        fit = self.plain & np.isfinite(self.usual[0])
        fit[max(ripe, 0) :] = False
        whole = _roll(fit[None].astype(float), length)[0] == length
        if whole.sum() < 2 * length:
            return np.full(len(self.values), np.inf)
        weight = _roll(np.where(fit, self.usual, 0), length)[:, whole]
        rows = _log_ratio(_roll(self.values, length)[:, whole], weight) * np.sqrt(weight)
        middle = np.median(rows, axis=1, keepdims=True)
        stray: Floats = 1.4826 * np.median(np.abs(rows - middle), axis=1)
        return stray


def _judge(came: Floats, weight: Floats, error: Floats) -> _Found:
    """Judge the changes of an occasion (times x series), weighted by what was usual, by their error."""
    sums = np.maximum(np.cumsum(weight, axis=0), SMALLEST)
    means, count = np.cumsum(came * weight, axis=0) / sums, len(came)
    if count < SEEN:
        return _Found(count, means[-1], error, np.full(came.shape[1], Standing.ONCE, dtype=object))
    closer = np.abs(came[1:] - means[:-1]).sum(0) < np.abs(came[1:]).sum(0)
    used = closer & (np.abs(means[-1]) > PLAIN * error)
    return _Found(count, means[-1], error, np.where(used, Standing.USED, Standing.UNCLEAR))


def _roll(rows: Floats, length: int) -> Floats:
    """Return the sums of so many steps in a row."""
    whole = np.cumsum(np.concatenate([np.zeros((len(rows), 1)), rows], axis=1), axis=1)
    sums: Floats = whole[:, length:] - whole[:, :-length]
    return sums


def _log_ratio(ours: Floats, theirs: Floats) -> Floats:
    some = np.maximum(theirs, SMALLEST)
    ratio: Floats = np.clip(np.log(np.maximum(ours / some, np.exp(-LIMIT))), -LIMIT, LIMIT)
    return np.where(theirs > 0, ratio, 0.0)


@dataclass(frozen=True)
class Lifts:
    """What is reckoned with: marks of all days up to the last one ahead, and changes by origin."""

    marks: Ints
    changes: Floats

    def find_factors(self, origins: Sequence[int], horizon: int) -> Floats:
        """Return by which factor each day ahead of each origin is multiplied: origins x series x steps."""
        ahead = [self.marks[origin : origin + horizon] for origin in origins]
        return np.stack([np.exp(self.changes[at][:, days]) for at, days in enumerate(ahead)])

    def split(self, values: Floats, origins: Sequence[int], season: int) -> list[tuple[Floats, list[int]]]:
        """Return the series as if occasions were days like others, for each run of origins at which the same
        was known of them."""
        runs: list[tuple[Floats, list[int]]] = []
        for at, origin in enumerate(origins):
            if at and (self.changes[at] == self.changes[at - 1]).all():
                runs[-1][1].append(origin)
            else:
                runs.append((clean(values, self.marks, self.changes[at], season), [origin]))
        return runs


def clean(values: Floats, marks: Ints, changes: Floats, season: int) -> Floats:
    """Return the series as if occasions (changes: series x marks) were days like others. Nothing after a day
    is looked at; where hardly anything came, the same weekday before it stands in."""
    steps = values.shape[1]
    factors = np.exp(changes[:, marks[:steps]])
    cleaned: Floats = values / factors
    for day in np.flatnonzero((factors < DEEP).any(0)):
        if day >= season:
            deep = factors[:, day] < DEEP
            cleaned[deep, day] = cleaned[deep, day - season]
    return cleaned
