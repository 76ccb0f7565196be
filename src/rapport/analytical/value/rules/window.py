"""Which time a fit reads, which it holds out, and when it had better say nothing. Days are whole numbers."""

from dataclasses import dataclass

from rapport.analytical.value.contracts.fit import Refusal

YEAR_DAYS = 364
SHORTEST_DAYS = 180
FEWEST_CUSTOMERS = 100
FEWEST_CAME_BACK = 30


@dataclass(frozen=True, slots=True)
class Window:
    """Purchases from `first` to `last`; a guess made on `cut` is compared with what came after it."""

    first: int
    cut: int
    last: int

    @property
    def held_out_weeks(self) -> float:
        """How long the guess reaches."""
        return (self.last - self.cut) / 7


def choose_window(first: int, last: int) -> Window:
    """Hold out a year, or half of what there is."""
    return Window(first, last - min(YEAR_DAYS, (last - first) // 2), last)


def find_refusal(window: Window | None, customers: int, came_back: int) -> Refusal | None:
    """Tell why nothing can be learnt from so many customers known on the cut, or None.

    `came_back` are those who had bought on a second day by then. Below these numbers the likelihood is so
    flat that parameters are chance.
    """
    if window is None:
        return Refusal.NOTHING
    if window.last - window.first < SHORTEST_DAYS:
        return Refusal.SHORT
    if customers < FEWEST_CUSTOMERS:
        return Refusal.FEW
    return Refusal.FEW_CAME_BACK if came_back < FEWEST_CAME_BACK else None
