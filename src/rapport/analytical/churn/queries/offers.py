"""Reads: whom an offer to those about to leave pays for."""

from django.db.models import Aggregate, Count, Max, Q, Sum

from rapport.analytical.churn.contracts.offer import LiftPoint, OfferPlan, OfferPoint
from rapport.analytical.churn.queries.reach import list_reached
from rapport.analytical.churn.rules.offers import RISKS, expect_profit, find_least, lay_steps
from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import Actor


def plan_offer(actor: Actor, *, cost_minor: int, success: float) -> OfferPlan:
    """Return whom among the customers in sight an offer pays for, and what it would bring.

    Amounts are minor units of the business's currency, `success` the share (above 0, at most 1) of those who
    would have left that the offer keeps. Raises `Invalid` for a cost below zero or another success.
    """
    if cost_minor < 0 or not 0 < success <= 1:
        raise Invalid("An offer costs nothing or something, and keeps between nobody and everybody.")
    rows = list_reached(actor).filter(at_stake_minor__isnull=False)
    least = find_least(cost_minor, success)
    most = rows.aggregate(most=Max("at_stake_minor"))["most"] or 0
    steps = lay_steps(most, least)
    asked: dict[str, Aggregate] = {}
    for index, step in enumerate(steps):
        asked |= _ask(f"stake_{index}", Q(at_stake_minor__gte=step), "at_stake_minor")
    for index, risk in enumerate(RISKS):
        asked |= _ask(f"risk_{index}", Q(risk__gte=risk), "risk")
    found = rows.aggregate(**asked, known=Count("id"), leaving=Sum("risk"))
    points = [
        OfferPoint(step, customers, expect_profit(customers, stake, cost_minor=cost_minor, success=success))
        for index, step in enumerate(steps)
        for customers, stake in [_answer(found, f"stake_{index}")]
    ]
    best = points[steps.index(least)]
    return OfferPlan(
        cost_minor=cost_minor,
        success=success,
        least_minor=least,
        customers=best.customers,
        known=found["known"],
        profit_minor=best.profit_minor,
        everybody_minor=points[-1].profit_minor,
        points=tuple(points),
        lift=tuple(
            LiftPoint(risk, customers / (found["known"] or 1), leaving / (found["leaving"] or 1.0))
            for index, risk in enumerate(RISKS)
            for customers, leaving in [_answer(found, f"risk_{index}")]
        ),
    )


def _ask(name: str, chosen: Q, summed: str) -> dict[str, Aggregate]:
    return {f"{name}_count": Count("id", filter=chosen), f"{name}_sum": Sum(summed, filter=chosen)}


def _answer(found: dict[str, int], name: str) -> tuple[int, int]:
    return found[f"{name}_count"], found[f"{name}_sum"] or 0
