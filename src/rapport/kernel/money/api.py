"""The front door of money."""

from rapport.kernel.money.contracts import (
    known_currencies,
    minor_digits,
    round_minor,
    spread,
    to_major,
    to_minor,
)
from rapport.kernel.money.operations import set_rates

__all__ = [
    "known_currencies",
    "minor_digits",
    "round_minor",
    "set_rates",
    "spread",
    "to_major",
    "to_minor",
]
