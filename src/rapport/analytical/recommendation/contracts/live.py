"""What came of what was shown."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ArmView:
    """Customers who were shown something: how many, how many of them clicked, how many bought what they
    saw."""

    shown: int
    clicked: int
    bought: int


@dataclass(frozen=True, slots=True)
class Difference:
    """By how much a share of customers is higher, with the range that holds in 95 of 100 cases (Newcombe
    1998, method 10)."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class LiveResult:
    """Customers shown what was learnt beside those shown what chance drew; no difference while one has
    nobody."""

    learnt: ArmView
    drawn: ArmView
    clicked: Difference | None
    bought: Difference | None
