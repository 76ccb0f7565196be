"""How customers buy: rate, drop-out, taste and basket differ from one to the next."""

from dataclasses import dataclass
from random import Random

SELDOM = 1 / 20_000


@dataclass(frozen=True, slots=True)
class Habit:
    """Orders a day while active, the chance to stay away after each, taste per family, basket size,
    returns."""

    rate: float
    dropout: float
    taste: tuple[float, ...]
    basket: float
    returning: float
    bulk: bool = False


def draw_habit(random: Random, families: int, *, bulk: bool = False) -> Habit:
    """Draw a habit: rates follow a gamma and drop-out a beta distribution, as in the BG/NBD model of buying.

    Source: P. S. Fader, B. G. S. Hardie, K. L. Lee, "Counting Your Customers the Easy Way" (2005).
    """
    return Habit(
        rate=max(random.gammavariate(0.9, 1 / 80) * (1.5 if bulk else 1), SELDOM),
        dropout=random.betavariate(0.9, 3.0) * (0.4 if bulk else 1),
        taste=tuple(random.gammavariate(0.5, 1) + 0.01 for _ in range(families)),
        basket=random.gammavariate(2, 0.6),
        returning=random.betavariate(1, 16),
        bulk=bulk,
    )
