"""What an offer to those about to leave would bring."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OfferPoint:
    """Addressing everybody with at least `least_minor` at stake: how many that are, the profit expected."""

    least_minor: int
    customers: int
    profit_minor: int


@dataclass(frozen=True, slots=True)
class LiftPoint:
    """Addressing everybody from a risk on: the share of customers, and of those who will leave, reached."""

    least: float
    addressed: float
    reached: float


@dataclass(frozen=True, slots=True)
class OfferPlan:
    """Whom an offer pays for; amounts are minor units of the business's currency.

    An offer costs `cost_minor` for everybody who gets it and keeps `success` (0 to 1) of those who would have
    left. It pays from `least_minor` at stake on: for `customers`, with `profit_minor` expected; `everybody`
    is what addressing all would bring. `points` go from the most at stake down.
    """

    cost_minor: int
    success: float
    least_minor: int
    customers: int
    known: int
    profit_minor: int
    everybody_minor: int
    points: tuple[OfferPoint, ...]
    lift: tuple[LiftPoint, ...]
