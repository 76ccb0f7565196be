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
    penalty = np.append(np.full(values.shape[1], ridge), 1e-9)
    share = np.clip(left.mean(), 1e-6, 1 - 1e-6)
    weights = np.append(np.zeros(values.shape[1]), np.log(share / (1 - share)))
    loss = _loss(columns, left, weights, penalty)
    for _ in range(STEPS):
        risk = sigmoid(columns @ weights)
        slope = columns.T @ (risk - left) + penalty * weights
        bend = (columns * (risk * (1 - risk))[:, None]).T @ columns + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        weights, gain, loss = _descend(columns, left, weights, step, penalty, loss)
        if gain <= ENOUGH * max(abs(loss), 1.0):
            break
    return Linear(means, weights[:-1] / scale, float(weights[-1]))


def sigmoid(scores: Floats) -> Floats:
    """Return the probability of a logarithm of odds, without overflow."""
    risk: Floats = 0.5 * (1 + np.tanh(scores / 2))
    return risk


def _descend(
    columns: Floats, left: Floats, weights: Floats, step: Floats, penalty: Floats, loss: float
) -> tuple[Floats, float, float]:
    """Go down the step, halved until the loss is smaller: Newton may jump too far from a bad start."""
    for half in range(20):
        tried = weights - step / 2**half
        now = _loss(columns, left, tried, penalty)
        if now <= loss:
            return tried, loss - now, now
    return weights, 0.0, loss


def _loss(columns: Floats, left: Floats, weights: Floats, penalty: Floats) -> float:
    scores = columns @ weights
    return float(np.logaddexp(0, scores).sum() - left @ scores + (penalty * weights**2).sum() / 2)
