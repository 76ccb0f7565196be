"""What the SMS of a demo shop cost: its numbers, their tariffs, and a budget that is nearly used up."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from rapport.collaborative.tariffs.api import add_budget, add_number, add_tariff, list_costs
from rapport.collaborative.tariffs.contracts import BudgetDraft, Capability, NumberDraft, TariffDraft
from rapport.kernel.identity.api import Actor
from rapport.site.demo.talks.shape import Shelf

YEAR = timedelta(days=400)
NEARLY = Decimal("0.86")
"""The share of the budget that is spent."""
ABLE: tuple[Capability, ...] = ("keywords", "sms-in", "sms-out")


def price_number(shelf: Shelf, now: datetime, *, actor: Actor) -> None:
    """Enter a number of the shop as it is rented, and what its messages cost."""
    first = now.date() - YEAR
    country, operators = ("CN", ("中国移动",)) if shelf.chinese else ("GB", ("EE", "O2"))
    number = NumberDraft(shelf.address, country, first, operators=operators, capabilities=ABLE)
    add_number(number, actor=actor)
    for tariff in _tariffs(shelf, country, first):
        add_tariff(tariff, actor=actor)


def _tariffs(shelf: Shelf, country: str, first: date) -> list[TariffDraft]:
    usual = TariffDraft(first, number=shelf.address, currency="CNY")
    if shelf.chinese:
        return [
            replace(usual, country=country, cost=Decimal("0.045")),
            replace(usual, cost=Decimal("0.38")),
            replace(usual, direction="in", kind="free", cost=Decimal("0.02")),
        ]
    return [
        replace(usual, country=country, cost=Decimal("0.31")),
        replace(usual, cost=Decimal("0.52")),
        replace(usual, direction="in", kind="premium", cost=Decimal("0.05"), price=Decimal("0.90")),
    ]


def limit_spending(now: datetime, *, actor: Actor) -> None:
    """Set a budget of which most is spent."""
    lines = list_costs("number", now.date() - YEAR, now.date(), actor=actor)
    spent = sum(one.cost_minor for one in lines if one.currency == "CNY")
    amount = max(int(spent / NEARLY), 1)
    add_budget(BudgetDraft("短信预算", amount, "CNY", period="whole"), actor=actor)
