"""Logistic regression with a ridge, by Newton's steps (iteratively reweighted least squares), vectorised."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
RIDGE = 1.0
STEPS, ENOUGH = 60, 1e-9


@dataclass(frozen=True)
class Linear:
    """The logarithm of the odds as a weighted sum of columns, measured from their `means`.

    `level` is that of a customer whose columns are all at their means.
    """

    means: Floats
    weights: Floats
    level: float

    def score(self, values: Floats) -> Floats:
        """Return the logarithm of the odds of each row."""
        scores: Floats = (values - self.means) @ self.weights + self.level
        return scores

    def explain(self, values: Floats) -> Floats:
        """Return how much each column moves each row: exact Shapley values, since the sum is linear."""
        shares: Floats = (values - self.means) * self.weights
        return shares


def fit_linear(values: Floats, left: Floats, *, ridge: float = RIDGE) -> Linear:
    """Return the most likely weights; columns are scaled to one deviation, constant ones get no weight.

    The ridge keeps weights finite where a column tells both endings apart without a miss.
    """
    means, spread = values.mean(axis=0), values.std(axis=0)
    scale = np.where(spread > ENOUGH, spread, np.inf)
    columns = np.column_stack([(values - means) / scale, np.ones(len(values))])
    task = _Task(columns, left, np.append(np.full(values.shape[1], ridge), 1e-9))
    share = np.clip(left.mean(), 1e-6, 1 - 1e-6)
    weights = np.append(np.zeros(values.shape[1]), np.log(share / (1 - share)))
    for _ in range(STEPS):
        better = task.descend(weights)
        gain = task.loss(weights) - task.loss(better)
        weights = better
        if gain <= ENOUGH * len(left):
            break
    return Linear(means, weights[:-1] / scale, float(weights[-1]))


def sigmoid(scores: Floats) -> Floats:
    """Return the probability of a logarithm of odds, without overflow."""
    risk: Floats = 0.5 * (1 + np.tanh(scores / 2))
    return risk


@dataclass(frozen=True)
class _Task:
    """Scaled columns with a last one of ones, the endings, and the ridge of each weight."""

    columns: Floats
    left: Floats
    ridge: Floats

    def loss(self, weights: Floats) -> float:
        scores = self.columns @ weights
        penalty = (self.ridge * weights**2).sum() / 2
        return float(np.logaddexp(0, scores).sum() - self.left @ scores + penalty)

    def descend(self, weights: Floats) -> Floats:
        """Take Newton's step, halved until the loss is smaller: from a bad start it may jump too far."""
        risk = sigmoid(self.columns @ weights)
        slope = self.columns.T @ (risk - self.left) + self.ridge * weights
        bend = (self.columns * (risk * (1 - risk))[:, None]).T @ self.columns + np.diag(self.ridge)
        step, before = np.linalg.solve(bend, slope), self.loss(weights)
        tries = (weights - step / 2**half for half in range(20))
        return next((tried for tried in tries if self.loss(tried) <= before), weights)
