"""The front door of money."""

from rapport.kernel.money.contracts import (
    known_currencies,
    minor_digits,
    round_minor,
    spread,
    to_major,
    to_minor,
    write_exact,
)
from rapport.kernel.money.operations import remove_rate, set_rates
from rapport.kernel.money.queries import RateLine, list_rate_currencies, list_rates, load_rate_lines
from rapport.kernel.money.rules import read_rates
from rapport.kernel.money.shapes import CurrencyCode

__all__ = [
    "CurrencyCode",
    "RateLine",
    "known_currencies",
    "list_rate_currencies",
    "list_rates",
    "load_rate_lines",
    "minor_digits",
    "read_rates",
    "remove_rate",
    "round_minor",
    "set_rates",
    "spread",
    "to_major",
    "to_minor",
    "write_exact",
]
