"""What may come back, and what it is worth."""

from decimal import Decimal

from rapport.kernel.money.contracts import round_minor


def value_of_return(total_minor: int, quantity: Decimal, before: Decimal, back: Decimal) -> int:
    """Return what `back` pieces of a line are worth when `before` have come back already, in minor units.

    The value of pieces that come back one by one sums exactly to the line's total. Raises ValueError when
    more would come back than was sent, or nothing.
    """
    if back <= 0 or quantity <= 0 or before + back > quantity:
        raise ValueError("More would come back than was sent.")
    return _worth(total_minor, quantity, before + back) - _worth(total_minor, quantity, before)


def _worth(total_minor: int, quantity: Decimal, pieces: Decimal) -> int:
    return round_minor(total_minor * pieces / quantity)
