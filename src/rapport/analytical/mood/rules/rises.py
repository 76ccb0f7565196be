"""When more are unhappy than chance explains: pure decisions about counts of people, week by week.

Each part (all, a topic, a product, a channel) compares its newest week with the twelve before by Fisher's
exact test, one-sided. Many parts are looked at at once: the share of false alarms among all that are told is
held by the steps of Benjamini and Hochberg (1995).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma

FALSE = 0.02
"""So many of the rises told may be chance, on average."""
OVER = 0.2
"""A rise that stands is over once chance explains it this well: it neither ends nor comes back at once."""
LEAST, LEAST_BEFORE = 6, 20
STEP = 0.10
"""Less of a rise is no matter, however sure: in thousands of texts hardly anything is chance."""


@dataclass(frozen=True, slots=True)
class Counts:
    """People of one part: how many spoke and how many of them unhappily, in the newest week and the weeks
    before it; who spoke in two weeks counts twice."""

    by: str
    key: str
    people: int
    unhappy: int
    before: int
    unhappy_before: int

    @property
    def share(self) -> float:
        """The share of unhappy people of the newest week."""
        return self.unhappy / self.people if self.people else 0.0

    @property
    def usual(self) -> float:
        """The share of the weeks before."""
        return self.unhappy_before / self.before if self.before else 0.0


def weigh(one: Counts) -> float:
    """Return how likely chance alone brings so many unhappy people into the newest week, or more: Fisher's
    exact test, the upper tail of the hypergeometric distribution."""
    whole, bad = one.people + one.before, one.unhappy + one.unhappy_before
    top = min(bad, one.people)
    of_all = _log_choose(whole, one.people)
    tail = (
        exp(_log_choose(bad, hit) + _log_choose(whole - bad, one.people - hit) - of_all)
        for hit in range(one.unhappy, top + 1)
        if one.people - hit <= whole - bad
    )
    return min(1.0, sum(tail))


def find_rises(parts: Sequence[Counts]) -> list[tuple[Counts, float]]:
    """Return the parts in which more are unhappy than before, with how likely chance does that, the surest
    first. Too few people say nothing, nor do rises under ten points."""
    asked = sorted(((one, weigh(one)) for one in parts if _says_something(one)), key=lambda told: told[1])
    sure = [place for place, (_one, chance) in enumerate(asked, 1) if chance <= FALSE * place / len(asked)]
    return [told for told in asked[: max(sure, default=0)] if told[0].share - told[0].usual >= STEP]


def is_over(one: Counts | None) -> bool:
    """Tell whether a rise that stood is over: chance explains the newest week, or nobody spoke any more."""
    return one is None or one.people == 0 or weigh(one) >= OVER


def _says_something(one: Counts) -> bool:
    return one.people >= LEAST and one.before >= LEAST_BEFORE


def _log_choose(of: int, some: int) -> float:
    return lgamma(of + 1) - lgamma(some + 1) - lgamma(of - some + 1)
