"""Scores of one to five: equal parts of a total order, as SQL's `ntile(5)` cuts them.

The set-based job scores with `ntile(5) OVER (ORDER BY …)` over the same rankings; `score_customers` gives
the same scores for the same customers (a test compares them), and `Cuts` scores one customer without reading
the others.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from rapport.analytical.value.contracts import Scores
from rapport.analytical.value.rules.history import PurchaseHistory, Ranking

PARTS = 5


def locate_part(position: int, count: int, parts: int = PARTS) -> int:
    """Return the part (1 … parts) of a zero-based position among `count` rows, as `ntile` does.

    The first `count % parts` parts hold one row more than the others.
    """
    if not 0 <= position < count:
        raise ValueError("The position lies outside the rows.")
    size, larger = divmod(count, parts)
    boundary = larger * (size + 1)
    if position < boundary:
        return position // (size + 1) + 1
    return larger + (position - boundary) // size + 1


def find_cuts(ordered: Sequence[Ranking], parts: int = PARTS) -> tuple[Ranking, ...]:
    """Return the last ranking of each part but the last; `ordered` ascends. Empty parts give no cut."""
    count = len(ordered)
    lasts = (
        index
        for index in range(count - 1)
        if locate_part(index, count, parts) != locate_part(index + 1, count, parts)
    )
    return tuple(ordered[index] for index in lasts)


@dataclass(frozen=True, slots=True)
class Cuts:
    """Where the five parts of each ranking ended when all customers were last scored."""

    recency: tuple[Ranking, ...]
    frequency: tuple[Ranking, ...]
    monetary: tuple[Ranking, ...]

    def score(self, history: PurchaseHistory) -> Scores:
        """Score one customer against the cuts: exact for those who were counted, a placing for newcomers."""
        return Scores(
            recency=bisect_left(self.recency, history.recency_ranking()) + 1,
            frequency=bisect_left(self.frequency, history.frequency_ranking()) + 1,
            monetary=bisect_left(self.monetary, history.monetary_ranking()) + 1,
        )


def cut_customers(histories: Iterable[PurchaseHistory]) -> Cuts:
    """Return the cuts of a whole population."""
    population = list(histories)

    def cut(ranking: Callable[[PurchaseHistory], Ranking]) -> tuple[Ranking, ...]:
        return find_cuts(sorted(map(ranking, population)))

    return Cuts(
        recency=cut(PurchaseHistory.recency_ranking),
        frequency=cut(PurchaseHistory.frequency_ranking),
        monetary=cut(PurchaseHistory.monetary_ranking),
    )


def score_customers(histories: Iterable[PurchaseHistory]) -> dict[UUID, Scores]:
    """Score a whole population: the reference the set-based statement is compared with."""
    population = list(histories)
    cuts = cut_customers(population)
    return {history.party_id: cuts.score(history) for history in population}
