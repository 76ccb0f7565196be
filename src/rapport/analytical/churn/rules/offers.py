"""Whom an offer pays for: what it saves of what is at stake, less what it costs."""

from math import ceil

STEPS = 24
FALL = 0.7
RISKS = tuple(round(0.95 - 0.05 * step, 2) for step in range(20))
"""Risks from which on customers are addressed, from nearly all that leave for certain down to everybody."""


def find_least(cost_minor: int, success: float) -> int:
    """Return from how much at stake on an offer pays: success x at stake >= cost."""
    return ceil(cost_minor / success)


def expect_profit(customers: int, at_stake_minor: int, *, cost_minor: int, success: float) -> int:
    """Return what an offer to these customers brings: what it saves of what is at stake, less its cost."""
    return round(success * at_stake_minor) - cost_minor * customers


def lay_steps(most_minor: int, least_minor: int) -> tuple[int, ...]:
    """Return amounts from the most at stake down to nothing, denser where few customers have much.

    The amount from which an offer pays is one of them.
    """
    falling = {round(most_minor * FALL**step) for step in range(STEPS)}
    return tuple(sorted({*falling, least_minor, 0}, reverse=True))
