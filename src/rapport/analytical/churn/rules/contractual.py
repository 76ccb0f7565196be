"""Who ends a contract: learnt from a table of contracts, judged by folds that never saw each other."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rapport.analytical.churn.contracts import Refusal, RiskErrors, RiskGroup
from rapport.analytical.churn.rules.contracts_table import Encoding, Floats, Table
from rapport.analytical.churn.rules.judging import group_guesses, measure_errors, measure_log_loss
from rapport.analytical.churn.rules.logistic import Linear, fit_linear, sigmoid
from rapport.analytical.churn.rules.rhythm import find_thin

RIDGES = (1.0, 10.0, 50.0)
FOLDS, INNER = 5, 3


@dataclass(frozen=True)
class ContractModel:
    """A learnt model of contracts: how columns are read, and the odds."""

    encoding: Encoding
    linear: Linear

    @classmethod
    def learn(cls, table: Table, left: Floats, rows: NDArray[np.intp], ridge: float) -> "ContractModel":
        """Learn from some rows of the table."""
        encoding = Encoding.learn(table, rows)
        return cls(encoding, fit_linear(encoding.apply(table, rows), left[rows], ridge=ridge))

    def score(self, table: Table, rows: NDArray[np.intp]) -> Floats:
        """Return the probability that each contract of these rows ends."""
        return sigmoid(self.linear.score(self.encoding.apply(table, rows)))


@dataclass(frozen=True)
class JudgedContracts:
    """The model of all contracts, the guess of each one by a model that had not seen it, and its errors."""

    model: ContractModel
    guesses: Floats
    errors: RiskErrors
    groups: tuple[RiskGroup, ...]
    ridge: float


def judge_contracts(table: Table, left: Floats, *, seed: int = 6) -> JudgedContracts | Refusal:
    """Learn who ends a contract, with nested cross-validation: the ridge is chosen inside each fold.

    `left` is 1 for contracts that ended. Refuses where there is too little of either ending, or no column
    tells more than the mean.
    """
    thin = find_thin(len(left), int(left.sum()))
    if thin:
        return thin
    folds = _deal(left, FOLDS, seed)
    guesses = np.empty(len(left))
    for fold in range(FOLDS):
        seen, held = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        ridge = _choose_ridge(table, left, seen, seed + fold + 1)
        guesses[held] = ContractModel.learn(table, left, seen, ridge).score(table, held)
    errors = measure_errors(guesses, left, float(left.mean()))
    if errors.brier >= errors.base_brier:
        return Refusal.NO_BETTER
    everything = np.arange(len(left))
    ridge = _choose_ridge(table, left, everything, seed)
    model = ContractModel.learn(table, left, everything, ridge)
    return JudgedContracts(model, guesses, errors, group_guesses(guesses, left), ridge)


def _choose_ridge(table: Table, left: Floats, rows: NDArray[np.intp], seed: int) -> float:
    folds = _deal(left[rows], INNER, seed)

    def lose(ridge: float) -> float:
        losses = [
            measure_log_loss(
                ContractModel.learn(table, left, rows[folds != fold], ridge).score(
                    table, rows[folds == fold]
                ),
                left[rows[folds == fold]],
            )
            for fold in range(INNER)
        ]
        return float(np.mean(losses))

    return min(RIDGES, key=lose)


def _deal(left: Floats, folds: int, seed: int) -> NDArray[np.intp]:
    """Deal rows into folds with as many of either ending in each."""
    draw = np.random.default_rng(seed)
    dealt = np.empty(len(left), np.intp)
    endings: Sequence[float] = (0.0, 1.0)
    for ending in endings:
        rows = draw.permutation(np.flatnonzero(left == ending))
        dealt[rows] = np.arange(len(rows)) % folds
    return dealt
