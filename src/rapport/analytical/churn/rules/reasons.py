"""Which grounds are worth saying: those that move the risk, the weightiest first."""

from collections.abc import Sequence

from rapport.analytical.churn.contracts import RiskReason

LEAST, MOST = 0.1, 3
"""A tenth of the odds' logarithm moves a risk by at most 2.5 percent: below that nothing is said."""


def choose_reasons(reasons: Sequence[RiskReason]) -> tuple[RiskReason, ...]:
    """Return at most three grounds that move the risk up or down, the weightiest first."""
    telling = [reason for reason in reasons if abs(reason.weight) >= LEAST]
    return tuple(sorted(telling, key=lambda reason: (-abs(reason.weight), reason.ground))[:MOST])
