"""Series of one grain side by side, and what is said of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rapport.analytical.forecast.contracts.occasions import OccasionView, Standing
from rapport.analytical.forecast.contracts.series import Errors, Measure, Refusal, Tier
from rapport.analytical.forecast.contracts.series import Grain as Name
from rapport.analytical.forecast.rules.backtest import Grain, Study, study
from rapport.analytical.forecast.rules.methods import METHODS, Floats, Ints
from rapport.analytical.forecast.rules.occasions import ORDER
from rapport.analytical.forecast.rules.refusals import find_refusals
from rapport.analytical.forecast.rules.special import Known, study_days

DAILY = Grain(season=7, horizon=28, stride=7, least=56)
WEEKLY = Grain(season=1, horizon=4, stride=1, least=12)
GRAINS = {Name.DAY: DAILY, Name.WEEK: WEEKLY}
STEP_DAYS = {Name.DAY: 1, Name.WEEK: 7}

DAY_ZERO = date(2000, 1, 1)


def number_of(day: date) -> int:
    """Return the number a day is reckoned by."""
    return (day - DAY_ZERO).days


def day_of(number: int) -> date:
    """Return the day of a number."""
    return DAY_ZERO + timedelta(days=number)


class Key(NamedTuple):
    """What a series is of."""

    measure: Measure
    tier: Tier
    subject: str = ""


@dataclass(frozen=True)
class Panel:
    """Series x steps; `first` is the number of the first step's first day. `marks` are the occasions of all
    days up to the last one ahead (`rules.occasions`), None where weeks are counted."""

    grain: Name
    keys: Sequence[Key]
    first: int
    values: Floats
    marks: Ints | None = None

    @property
    def ends(self) -> int:
        """The number of the first day after the last step."""
        return self.first + int(self.values.shape[1]) * STEP_DAYS[self.grain]

    @property
    def days_ahead(self) -> NDArray[np.int64]:
        """The numbers of the first days of the steps ahead."""
        return self.ends + np.arange(GRAINS[self.grain].horizon) * STEP_DAYS[self.grain]


@dataclass(frozen=True)
class Said:
    """What is said of one series, or why nothing is; `without` is the error of practice (MASE) had occasions
    not been known, None where they are not reckoned with."""

    key: Key
    refusal: Refusal | None
    method: str
    errors: Errors | None
    point: Floats
    low: Floats
    high: Floats
    occasions: tuple[OccasionView, ...] = ()
    without: float | None = None


def speak(panel: Panel) -> list[Said]:
    """Learn how each series of a panel goes on; in the panel's order."""
    refusals = find_refusals(panel.values, GRAINS[panel.grain])
    spoken = [place for place, refusal in enumerate(refusals) if refusal is None]
    nothing = np.zeros(0)
    said = [
        Said(key, refusal, "", None, nothing, nothing, nothing)
        for key, refusal in zip(panel.keys, refusals, strict=True)
    ]
    if not spoken:
        return said
    values, grain = panel.values[spoken], GRAINS[panel.grain]
    known = study_days(values, grain, panel.marks) if panel.marks is not None else None
    learnt = known.study if known else study(values, grain)
    for row, place in enumerate(spoken):
        said[place] = _tell(panel.keys[place], learnt, row)
        if known:
            said[place] = _tell_days(said[place], panel, known, row)
    return said


def _tell_days(said: Said, panel: Panel, known: Known, row: int) -> Said:
    """Add what was learnt of occasions that were seen."""
    effects, steps = known.effects, panel.values.shape[1]
    days = panel.marks[steps:] if panel.marks is not None else ()
    ahead = {mark: panel.ends + place for place, mark in reversed(list(enumerate(days)))}
    views = tuple(
        OccasionView(
            occasion=occasion,
            times=int(effects.times[mark]),
            change=float(np.expm1(effects.seen[row, mark])),
            standing=Standing(effects.standings[row, mark]),
            ahead=day_of(ahead[mark]) if mark in ahead else None,
        )
        for mark, occasion in enumerate(ORDER, 1)
        if effects.times[mark]
    )
    return replace(said, occasions=views, without=float(known.without[row]) if known.used[row] else None)


def _tell(key: Key, learnt: Study, row: int) -> Said:
    errors = Errors(
        mase=float(learnt.mase[row]),
        naive=float(learnt.naive[row]),
        error=float(learnt.error[row]),
        inside=float(learnt.inside[row]),
        steps=learnt.days,
        scores={
            method.name: float(score) for method, score in zip(METHODS, learnt.scores[:, row], strict=True)
        },
    )
    method = METHODS[int(learnt.method[row])].name
    return Said(key, None, method, errors, learnt.point[row], learnt.low[row], learnt.high[row])
