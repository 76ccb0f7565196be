"""Making scores into probabilities that come true: a line through their odds, or steps that never fall."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression

from rapport.analytical.churn.rules.judging import measure_log_loss
from rapport.analytical.churn.rules.logistic import fit_linear, sigmoid

Floats = NDArray[np.float64]
EDGE = 0.005
"""Nobody is said to leave, or to stay, for certain."""
FEWEST_FOR_STEPS = 1000
"""Steps need many customers; below that a line is the better guess."""


@dataclass(frozen=True)
class Calibration:
    """Scores on the way to probabilities: between `scores` and `risks` as given, or by `level` and `slope`.

    With steps the probability lies on the straight line between two of them, so that it still ranks.
    """

    slope: float
    level: float
    scores: Floats
    risks: Floats

    @property
    def kind(self) -> str:
        """`steps` (isotonic regression) or `line` (Platt's scaling)."""
        return "steps" if len(self.scores) else "line"

    def apply(self, scores: Floats) -> Floats:
        """Return the probability of each score."""
        if len(self.scores):
            return np.interp(scores, self.scores, self.risks)
        return np.clip(sigmoid(self.level + self.slope * scores), EDGE, 1 - EDGE)

    def as_json(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return {
            "slope": self.slope,
            "level": self.level,
            "scores": self.scores.tolist(),
            "risks": self.risks.tolist(),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Calibration":
        """Read what `as_json` wrote."""
        steps = (np.asarray(data[name], np.float64) for name in ("scores", "risks"))
        return cls(data["slope"], data["level"], *steps)


def calibrate(scores: Floats, left: Floats) -> Calibration:
    """Return the line or the steps, whichever guesses better what it was not made from (two halves)."""
    line = _draw_line(scores, left)
    if len(scores) < FEWEST_FOR_STEPS:
        return line
    halves = (np.arange(len(scores)) % 2).astype(bool)
    losses = {make: _cross(make, scores, left, halves) for make in (_draw_line, _draw_steps)}
    return _draw_steps(scores, left) if losses[_draw_steps] < losses[_draw_line] else line


def _cross(make: Any, scores: Floats, left: Floats, halves: NDArray[np.bool_]) -> float:
    losses = [
        measure_log_loss(make(scores[seen], left[seen]).apply(scores[~seen]), left[~seen])
        for seen in (halves, ~halves)
    ]
    return float(np.mean(losses))


def _draw_line(scores: Floats, left: Floats) -> Calibration:
    found = fit_linear(scores[:, None], left, ridge=1e-3)
    slope = float(found.weights[0])
    return Calibration(slope, found.level - slope * float(found.means[0]), np.empty(0), np.empty(0))


def _draw_steps(scores: Floats, left: Floats) -> Calibration:
    order = np.argsort(scores, kind="stable")
    fitted = isotonic_regression(left[order])
    blocks = fitted.blocks
    middles = np.array([scores[order][a:b].mean() for a, b in pairwise(blocks)])
    line = _draw_line(scores, left)
    risks = np.clip(fitted.x[blocks[:-1]], EDGE, 1 - EDGE)
    return Calibration(line.slope, line.level, middles, risks)
