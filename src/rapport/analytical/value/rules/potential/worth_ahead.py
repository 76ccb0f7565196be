"""What customers are worth in the time ahead: purchases times amounts, discounted, with an interval.

The interval has no closed form. It is drawn from what is known exactly, the probability of buying nothing,
and a log-normal with the mean and spread of the logarithm for whoever buys. Whether eight in ten really fall
into it is read on held-out time with every fit.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import digamma, ndtri, polygamma

from rapport.analytical.value.rules.potential.gamma_gamma import GammaGamma
from rapport.analytical.value.rules.potential.histories import Floats, Histories
from rapport.analytical.value.rules.potential.outlook import Outlook, PurchaseModel

YEAR = 52.0
YEARS = 5
LOW, HIGH = 0.1, 0.9
TINY = 1e-12


@dataclass(frozen=True)
class Spending:
    """The purchases whose amounts are known of each customer: how many, and their mean in minor units."""

    purchases: Floats
    means: Floats

    def part(self, rows: slice) -> "Spending":
        """Return the customers of a slice."""
        return Spending(self.purchases[rows], self.means[rows])


@dataclass(frozen=True)
class Ahead:
    """Each customer's time ahead: amounts in minor units, eight in ten between `low` and `high`."""

    alive: Floats
    purchases: Floats
    money: Floats
    low: Floats
    high: Floats


def look_at_money(
    model: PurchaseModel, amounts: GammaGamma, histories: Histories, spending: Spending, weeks: float
) -> Ahead:
    """Return what each customer will buy, and for how much, within so many weeks."""
    outlook = model.look_ahead(histories, weeks)
    money = outlook.mean * amounts.expect(spending.purchases, spending.means)
    low, high = _bound(outlook, amounts, spending)
    return Ahead(outlook.alive, outlook.mean, money, low, high)


def discount(
    model: PurchaseModel, amounts: GammaGamma, histories: Histories, spending: Spending, yearly: float
) -> Floats:
    """Return the value of the next five years today, each year's purchases discounted from its middle."""
    before, total = np.zeros(len(histories)), np.zeros(len(histories))
    for year in range(1, YEARS + 1):
        until = model.look_ahead(histories, YEAR * year).mean
        total += (until - before) / (1 + yearly) ** (year - 0.5)
        before = until
    value: Floats = total * amounts.expect(spending.purchases, spending.means)
    return value


def _bound(outlook: Outlook, amounts: GammaGamma, spending: Spending) -> tuple[Floats, Floats]:
    p, q, v = amounts.maximum.parameters
    buys = np.maximum(1 - outlook.none, TINY)
    count = np.maximum(outlook.mean / buys, 1.0)
    square = np.maximum((outlook.pairs + outlook.mean) / buys / count**2, 1.0)
    shape, total = q + p * spending.purchases, v + spending.purchases * spending.means
    middle = digamma(p * count) + np.log(total) - digamma(shape) - np.log(square) / 2
    spread = np.sqrt(np.log(square) + polygamma(1, p * count) + polygamma(1, shape))

    def quantile(share: float) -> Floats:
        among = (share - outlook.none) / buys
        drawn = np.exp(middle + spread * ndtri(np.clip(among, TINY, 1 - TINY)))
        bound: Floats = np.where(among > 0, drawn, 0.0)
        return bound

    return quantile(LOW), quantile(HIGH)
