"""Days that are not like others, used only where practice shows that knowing them helps."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapport.analytical.forecast.contracts.occasions import Standing
from rapport.analytical.forecast.rules.backtest import Grain, Study, place_origins, study
from rapport.analytical.forecast.rules.effects import Effects, Lifts, learn_effects
from rapport.analytical.forecast.rules.methods import Floats, Ints

SLACK = 0.01
"""Where knowing the days made practice worse by more than this share, it is left alone."""


@dataclass(frozen=True)
class Known:
    """A study with occasions: what was learnt of them, and the error without them (`without`) beside the
    study's own; `used` says for each series whether they are reckoned with."""

    study: Study
    effects: Effects
    without: Floats
    used: NDArray[np.bool_]


def study_days(values: Floats, grain: Grain, marks: Ints) -> Known:
    """Learn how the series go on with what is known of occasions: `marks` of all steps and those ahead."""
    plain = study(values, grain)
    effects = learn_effects(values, marks, grain.season, place_origins(values.shape[1], grain))
    nowhere = np.zeros(len(values), bool)
    if not effects.any:
        return Known(plain, effects, plain.mase, nowhere)
    dated = study(values, grain, lifts=Lifts(marks, effects.changes))
    helps = dated.mase <= plain.mase * (1 + SLACK)
    reckoned = effects.standings == Standing.USED
    effects.standings[reckoned & ~helps[:, None]] = Standing.NO_HELP
    return Known(_merge(dated, plain, helps), effects, plain.mase, helps & reckoned.any(1))


def _merge(ours: Study, theirs: Study, chosen: NDArray[np.bool_]) -> Study:
    def pick(name: str) -> Floats:
        mine, other = getattr(ours, name), getattr(theirs, name)
        where = chosen[:, None] if mine.ndim == 2 else chosen
        picked: Floats = np.where(where, mine, other)
        return picked

    return Study(
        method=np.where(chosen, ours.method, theirs.method),
        point=pick("point"),
        low=pick("low"),
        high=pick("high"),
        mase=pick("mase"),
        naive=pick("naive"),
        error=pick("error"),
        inside=pick("inside"),
        scores=np.where(chosen[None], ours.scores, theirs.scores),
        days=ours.days,
    )
