"""Which link a message takes: the longest prefix of its number, the best rank, the lowest cost."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Protocol, TypeVar


class Way(Protocol):
    """What is known of a link."""

    @property
    def prefixes(self) -> Sequence[str]:
        """The beginnings of the numbers it is for; none: every number."""

    @property
    def rank(self) -> int:
        """How good it is: 1 is tried before 2."""

    @property
    def cost(self) -> Decimal | None:
        """What a part costs, where that is known."""

    @property
    def name(self) -> str:
        """How it is called."""


Some = TypeVar("Some", bound=Way)


def order_ways(ways: Iterable[Some], number: str) -> list[Some]:
    """Return the links that lead to a number, the one to take first; of equal ones by their names.

    Those for a longer beginning of the number come before others whatever they cost.
    """
    fitting = [(reach, one) for one in ways if (reach := _reach(one, number)) is not None]
    fitting.sort(key=lambda pair: (-pair[0], pair[1].rank, _cost(pair[1]), pair[1].name))
    return [one for _, one in fitting]


def _reach(way: Way, number: str) -> int | None:
    if not way.prefixes:
        return 0
    return max((len(one) for one in way.prefixes if number.startswith(one)), default=None)


def _cost(way: Way) -> tuple[bool, Decimal]:
    return way.cost is None, way.cost or Decimal(0)
