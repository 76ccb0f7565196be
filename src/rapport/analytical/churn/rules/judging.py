"""How good probabilities were: errors beside the base rate's, ranking, and tenths for the picture."""

import numpy as np
from numpy.typing import NDArray

from rapport.analytical.churn.contracts import RiskErrors, RiskGroup

Floats = NDArray[np.float64]
GROUPS = 10
EDGE = 1e-6


def measure_brier(risk: Floats, left: Floats) -> float:
    """Return the mean squared error of probabilities (Brier 1950)."""
    return float(((risk - left) ** 2).mean())


def measure_log_loss(risk: Floats, left: Floats) -> float:
    """Return the mean logarithmic error; certainty that was wrong costs much, not everything."""
    sure = np.clip(risk, EDGE, 1 - EDGE)
    return float(-(left * np.log(sure) + (1 - left) * np.log(1 - sure)).mean())


def measure_auc(risk: Floats, left: Floats) -> float:
    """Return the area under the ROC curve by ranks, ties shared (Mann, Whitney); .5 where all ended alike."""
    _values, where, counts = np.unique(risk, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[where.reshape(-1)]
    gone = float(left.sum())
    stayed = len(left) - gone
    if not gone or not stayed:
        return 0.5
    return float((ranks[left > 0].sum() - gone * (gone + 1) / 2) / (gone * stayed))


def measure_errors(risk: Floats, left: Floats, base: float) -> RiskErrors:
    """Compare a guess with what came, beside the guess that everybody leaves with probability `base`."""
    flat = np.full(len(left), base)
    top = np.argsort(-risk, kind="stable")[: max(len(left) // GROUPS, 1)]
    return RiskErrors(
        customers=len(left),
        left=float(left.mean()),
        guessed=float(risk.mean()),
        brier=measure_brier(risk, left),
        log_loss=measure_log_loss(risk, left),
        auc=measure_auc(risk, left),
        base_brier=measure_brier(flat, left),
        base_log_loss=measure_log_loss(flat, left),
        top_tenth=float(left[top].mean() / left.mean()) if left.any() else 0.0,
    )


def group_guesses(risk: Floats, left: Floats) -> tuple[RiskGroup, ...]:
    """Return ten equal groups, those held to be the likeliest to leave first."""
    parts = np.array_split(np.argsort(-risk, kind="stable"), GROUPS)
    return tuple(
        RiskGroup(len(part), float(risk[part].mean()), float(left[part].mean()))
        for part in parts
        if len(part)
    )
