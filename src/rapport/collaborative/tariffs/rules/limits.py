"""Which messages there is money left for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal
from uuid import UUID

from rapport.collaborative.tariffs.contracts.budgets import Budget

Why = Literal["budget", "no-tariff", "no-rate"]
WARN = Decimal("0.8")
"""The share of a budget from which its keepers are warned."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A message that asks for money: `cost` in `currency` (major units), None where nobody knows it."""

    id: UUID
    number: str
    campaign_id: UUID | None
    advertises: bool
    cost: Decimal | None
    currency: str


@dataclass(frozen=True, slots=True)
class Judged:
    """Which messages are stopped, why and by which budget; what is spent of each budget with the others."""

    stopped: Mapping[UUID, tuple[Why, Budget]]
    spent: Mapping[UUID, Decimal]


def governs(budget: Budget, wanted: Wanted) -> bool:
    """Tell whether a budget counts a message."""
    if budget.advertising and not wanted.advertises:
        return False
    if budget.reach == "number":
        return budget.number == wanted.number
    return budget.reach == "business" or budget.campaign_id == wanted.campaign_id


def judge(messages: Sequence[Wanted], budgets: Sequence[Budget], rates: Mapping[str, Decimal]) -> Judged:
    """Return which messages may not leave, in their order; `rates` are worth one unit in a common currency.

    A message nobody knows the cost of does not leave where a budget counts it, nor one whose currency has no
    rate: what cannot be weighed cannot be held to a limit.
    """
    spent = {one.id: one.spent for one in budgets}
    stopped: dict[UUID, tuple[Why, Budget]] = {}
    for message in messages:
        taken = dict[UUID, Decimal]()
        for budget in (one for one in budgets if governs(one, message)):
            said = _weigh(message, budget, spent[budget.id], rates)
            if isinstance(said, Decimal):
                taken[budget.id] = said
            else:
                stopped[message.id] = (said, budget)
                break
        if message.id not in stopped:
            spent |= taken
    return Judged(stopped, {one: value for one, value in spent.items() if value is not None})


def convert(amount: Decimal, source: str, target: str, rates: Mapping[str, Decimal]) -> Decimal | None:
    """Return an amount in another currency, None where a rate is missing; nothing is nothing anywhere."""
    if source == target or not amount:
        return amount
    if source not in rates or target not in rates:
        return None
    return amount * rates[source] / rates[target]


def _weigh(
    message: Wanted, budget: Budget, spent: Decimal | None, rates: Mapping[str, Decimal]
) -> Decimal | Why:
    """What is spent with this message, or why it does not leave."""
    if message.cost is None:
        return "no-tariff"
    cost = convert(message.cost, message.currency, budget.currency, rates)
    if cost is None or spent is None:
        return "no-rate"
    return "budget" if cost and spent + cost > budget.amount else spent + cost
