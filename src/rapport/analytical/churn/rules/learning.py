"""From cuts of the past to a model with its error: candidates guess unseen time, the best stays."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.analytical.churn.contracts import Ground, Refusal, RiskErrors, RiskGroup
from rapport.analytical.churn.rules.calibration import Calibration, calibrate
from rapport.analytical.churn.rules.features import GROUNDS, NAMES, Features, Floats
from rapport.analytical.churn.rules.judging import group_guesses, measure_errors, measure_log_loss
from rapport.analytical.churn.rules.logistic import Linear, fit_linear
from rapport.analytical.churn.rules.rhythm import find_thin

CANDIDATES: Mapping[str, tuple[str, ...]] = {
    "rates": ("nothing",),
    "habits": tuple(name for name in NAMES if name != "nothing"),
    "both": NAMES,
}
"""Each candidate and the columns it looks at: the rates of a model of purchases, habits, or all of it."""


@dataclass(frozen=True)
class RiskModel:
    """A candidate that has learnt: odds from its columns, and probabilities from the odds."""

    kind: str
    linear: Linear
    calibration: Calibration

    @classmethod
    def learn(cls, kind: str, train: Features, held: Features) -> "RiskModel":
        """Learn the odds from some cuts, and the way to probabilities from another."""
        linear = fit_linear(_pick(kind, train.values), _left(train))
        return cls(kind, linear, calibrate(linear.score(_pick(kind, held.values)), _left(held)))

    def score(self, values: Floats) -> Floats:
        """Return the risk of each row of features."""
        return self.calibration.apply(self.linear.score(_pick(self.kind, values)))

    def explain(self, values: Floats) -> dict[Ground, Floats]:
        """Return by how much each ground moves the logarithm of the odds of each row."""
        shares = self.linear.explain(_pick(self.kind, values)) * self.calibration.slope
        return {
            ground: shares[:, [GROUNDS[name] is ground for name in CANDIDATES[self.kind]]].sum(axis=1)
            for ground in Ground
        }

    def list_weights(self) -> dict[str, float]:
        """Return the weight of each column, by name."""
        return dict(zip(CANDIDATES[self.kind], self.linear.weights.tolist(), strict=True))

    def as_json(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return {
            "columns": list(CANDIDATES[self.kind]),
            "means": self.linear.means.tolist(),
            "weights": self.linear.weights.tolist(),
            "level": self.linear.level,
            "calibration": self.calibration.as_json(),
        }

    @classmethod
    def from_json(cls, kind: str, data: Mapping[str, Any]) -> "RiskModel":
        """Read what `as_json` wrote."""
        linear = Linear(np.asarray(data["means"]), np.asarray(data["weights"]), data["level"])
        return cls(kind, linear, Calibration.from_json(data["calibration"]))


@dataclass(frozen=True)
class Learnt:
    """The model that stays, how good its way of learning was, and the scores it was judged on."""

    model: RiskModel
    errors: RiskErrors
    groups: tuple[RiskGroup, ...]
    candidates: Mapping[str, float]
    judged: Floats


def learn(cuts: Sequence[Features]) -> Learnt | Refusal:
    """Learn from cuts, the newest first; refuses where the past tells too little, or no more than its mean.

    The newest cut judges, the one before it chooses and calibrates, older ones teach. What stays is learnt
    in the same way one cut later, so that it has seen all of it.
    """
    judge, held, train = cuts[0], cuts[1], Features.join(list(cuts[2:]))
    for part in (judge, held, train):
        if thin := find_thin(len(part), int(_left(part).sum())):
            return thin
    tried = {kind: RiskModel.learn(kind, train, held) for kind in CANDIDATES}
    losses = {kind: measure_log_loss(one.score(held.values), _left(held)) for kind, one in tried.items()}
    best = min(losses, key=lambda kind: losses[kind])
    guessed = tried[best].score(judge.values)
    errors = measure_errors(guessed, _left(judge), float(_left(held).mean()))
    if errors.brier >= errors.base_brier:
        return Refusal.NO_BETTER
    model = RiskModel.learn(best, Features.join(list(cuts[1:])), judge)
    return Learnt(model, errors, group_guesses(guessed, _left(judge)), losses, model.score(judge.values))


def digest(cuts: Sequence[Features]) -> str:
    """Return a fingerprint of everything that is learnt from."""
    found = hashlib.sha256()
    for cut in cuts:
        found.update(np.ascontiguousarray(cut.values).tobytes())
        found.update(np.ascontiguousarray(_left(cut)).tobytes())
    return found.hexdigest()


def _pick(kind: str, values: Floats) -> Floats:
    return values[:, [NAMES.index(name) for name in CANDIDATES[kind]]]


def _left(part: Features) -> Floats:
    if part.left is None:
        raise ValueError("What became of these customers is not known yet.")
    return part.left
