"""What money means in every room, as pure arithmetic: amounts are integer minor units, rounded half to even.

How many minor digits a currency has is CLDR's word (babel), the same by which amounts are written.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache

from babel.numbers import get_currency_precision, list_currencies

MOST = 2**63 - 1


@lru_cache(maxsize=1)
def known_currencies() -> frozenset[str]:
    """Return every currency code there is."""
    return frozenset(list_currencies())


@lru_cache(maxsize=512)
def minor_digits(currency: str) -> int:
    """Return how many minor digits a currency has: 2 for EUR, 0 for JPY, 3 for KWD."""
    return get_currency_precision(currency)


def round_minor(amount: Decimal) -> int:
    """Round an amount of minor units half to even; raises ValueError when no column could hold it."""
    rounded = int(amount.to_integral_value(ROUND_HALF_EVEN))
    if abs(rounded) > MOST:
        raise ValueError("The amount is too large.")
    return rounded


def to_minor(amount: Decimal, currency: str) -> int:
    """Return a major amount as minor units, half to even: 12.345 EUR -> 1234."""
    return round_minor(amount.scaleb(minor_digits(currency)))


def to_major(minor: int, currency: str) -> Decimal:
    """Return minor units as the major amount, exactly: 1234 EUR -> 12.34."""
    return Decimal(minor).scaleb(-minor_digits(currency))


def write_exact(amount: Decimal | None, currency: str) -> str:
    """Return a major amount with all its digits, as prices of parts need: 0.045 CNY; empty for none."""
    return "" if amount is None else f"{amount.normalize():f} {currency}"


def spread(amount: int, weights: Sequence[int]) -> list[int]:
    """Split an amount by weights that are not negative; the parts sum to it exactly (largest remainder).

    Without any weight the first part takes all. No parts make an empty list.
    """
    if not weights:
        return []
    whole = sum(weights)
    if whole == 0:
        return [amount, *(0 for _ in weights[1:])]
    size, sign = abs(amount), (1 if amount >= 0 else -1)
    parts = [size * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(size * weights[i] % whole), i))
    for i in by_remainder[: size - sum(parts)]:
        parts[i] += 1
    return [sign * part for part in parts]
