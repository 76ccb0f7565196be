"""Series of one grain side by side, and what is said of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rapport.analytical.forecast.contracts.series import Errors, Measure, Refusal, Tier
from rapport.analytical.forecast.contracts.series import Grain as Name
from rapport.analytical.forecast.rules.backtest import Grain, Study, study
from rapport.analytical.forecast.rules.methods import METHODS, Floats
from rapport.analytical.forecast.rules.refusals import find_refusals

DAILY = Grain(season=7, horizon=28, stride=7, least=56)
WEEKLY = Grain(season=1, horizon=4, stride=1, least=12)
GRAINS = {Name.DAY: DAILY, Name.WEEK: WEEKLY}
STEP_DAYS = {Name.DAY: 1, Name.WEEK: 7}


class Key(NamedTuple):
    """What a series is of."""

    measure: Measure
    tier: Tier
    subject: str = ""


@dataclass(frozen=True)
class Panel:
    """Series x steps; `first` is the number of the first step's first day."""

    grain: Name
    keys: Sequence[Key]
    first: int
    values: Floats

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
    """What is said of one series, or why nothing is."""

    key: Key
    refusal: Refusal | None
    method: str
    errors: Errors | None
    point: Floats
    low: Floats
    high: Floats


def speak(panel: Panel) -> list[Said]:
    """Learn how each series of a panel goes on; in the panel's order."""
    refusals = find_refusals(panel.values, GRAINS[panel.grain])
    spoken = [place for place, refusal in enumerate(refusals) if refusal is None]
    nothing = np.zeros(0)
    said = [
        Said(key, refusal, "", None, nothing, nothing, nothing)
        for key, refusal in zip(panel.keys, refusals, strict=True)
    ]
    if spoken:
        learnt = study(panel.values[spoken], GRAINS[panel.grain])
        for row, place in enumerate(spoken):
            said[place] = _tell(panel.keys[place], learnt, row)
    return said


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
