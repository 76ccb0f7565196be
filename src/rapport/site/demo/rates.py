"""The rates of exchange of a demo shop: every week another, never far from where they began."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from rapport.site.demo.profiles import Profile

WEEKS, STEP = 106, 0.006
SIX = Decimal("0.000001")


def make_rates(profile: Profile, today: date) -> tuple[tuple[str, date, Decimal], ...]:
    """Return (currency, day, rate): what one unit of the currency is in the shop's own from that day on."""
    random = Random(f"{profile.seed}:rates")
    rates = []
    for currency, share in profile.rates.items():
        if share == 1:
            continue
        middle = float(1 / share)
        rate = middle
        for week in range(WEEKS, -1, -1):
            rate += (middle - rate) * 0.1 + middle * random.gauss(0, STEP)
            rates.append((currency, today - timedelta(weeks=week), Decimal(rate).quantize(SIX)))
    return tuple(rates)
