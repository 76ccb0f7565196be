"""Profit of one customer, purely: the reference the set-based statements are compared with.

Source: R. S. Kaplan and V. G. Narayanan, "Measuring and Managing Customer Profitability" (2001): revenue less
the cost of goods less what serving the customer took. Only what is known is reckoned; the share of revenue it
stands on is told beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from rapport.analytical.value.contracts.profit import ProfitFigures

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Purchase:
    """What one order came to, in minor units, and what work it made."""

    earned_minor: int
    known_minor: int = 0
    goods_minor: int = 0
    shipping_minor: int = 0
    discount_minor: int = 0
    paid_minor: int = 0
    handled: int = 1
    shipped: int = 0
    returns: int = 0


@dataclass(frozen=True, slots=True)
class Service:
    """Some times one kind of service: units to be priced, or what was charged for it in minor units."""

    kind: str
    units: Decimal = Decimal(0)
    charged_minor: int = 0


@dataclass(frozen=True, slots=True)
class Prices:
    """What once of a kind costs in minor units; None: not known, and not counted."""

    order: Decimal | None = None
    shipping: Decimal | None = None
    returns: Decimal | None = None
    payment: Decimal | None = None
    kinds: tuple[tuple[str, Decimal | None], ...] = ()


def find_year_start(today: date) -> date:
    """Return the first day of the last twelve months: this month and the eleven before it."""
    months = today.year * MONTHS + today.month - 1 - (MONTHS - 1)
    return date(months // MONTHS, months % MONTHS + 1, 1)


def reckon(purchases: Iterable[Purchase], services: Iterable[Service], prices: Prices) -> ProfitFigures:
    """Return what a customer brought and cost; each kind of service is rounded once, half away from zero."""
    rows, done = list(purchases), list(services)
    sums = {one.name: sum(getattr(row, one.name) for row in rows) for one in fields(Purchase)}
    known_prices = dict(prices.kinds)
    serving = (
        _price(sums["handled"], prices.order)
        + _price(sums["shipped"], prices.shipping)
        + _price(sums["returns"], prices.returns)
        + _price(sums["paid_minor"], prices.payment)
    )
    for kind in {one.kind for one in done}:
        mine = [one for one in done if one.kind == kind]
        units = sum((one.units for one in mine), Decimal(0))
        serving += sum(one.charged_minor for one in mine) + _price(units, known_prices.get(kind))
    earned, known = sums["earned_minor"], sums["known_minor"]
    unknown = known == 0 and earned != 0
    profit = known - sums["goods_minor"] + sums["shipping_minor"] - serving
    return ProfitFigures(
        earned_minor=earned,
        known_minor=known,
        goods_minor=sums["goods_minor"],
        shipping_minor=sums["shipping_minor"],
        discount_minor=sums["discount_minor"],
        serving_minor=serving,
        profit_minor=None if unknown else profit,
    )


def _price(units: int | Decimal, price: Decimal | None) -> int:
    return int((units * price).quantize(Decimal(1), ROUND_HALF_UP)) if price is not None else 0
