"""The products of a demo shop: every design in every form, priced, at a stage of its life."""

from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from random import Random

from rapport.site.demo.profiles import Profile
from rapport.site.demo.records import Product

SELLING = frozenset({"launch", "growth", "mature", "decline", "retired"})
CENT = Decimal("0.01")


def _price(base: Decimal, rates: dict[str, Decimal]) -> dict[str, Decimal]:
    """Return the price in every currency, ending on .90 abroad as shops like it."""
    prices = {}
    for currency, rate in rates.items():
        amount = (base * rate).quantize(Decimal(1), ROUND_HALF_EVEN)
        prices[currency] = amount.quantize(CENT) if rate == 1 else max(amount, Decimal(1)) - CENT * 10
    return prices


def _live(random: Random, today: date) -> tuple[str, date, date | None]:
    """Return a stage with the dates that belong to it: most products are on sale, a few come and a few go."""
    draw = random.random()
    if draw < 0.06:
        return "design", today + timedelta(days=random.randrange(30, 200)), None
    launched = today - timedelta(days=random.randrange(40, 1200))
    if draw < 0.14:
        launched = today - timedelta(days=random.randrange(400, 1200))
        return "retired", launched, today - timedelta(days=random.randrange(10, 300))
    age = (today - launched).days
    stage = (
        "launch" if age < 90 else "growth" if age < 300 else random.choice(("mature", "mature", "decline"))
    )
    return stage, launched, None


def _cost(price: Decimal, stage: str, random: Random) -> Decimal | None:
    """Return what the shop pays for one: about half the price, more for what is sold off; of some nobody
    noted it."""
    share = random.uniform(0.7, 0.95) if stage == "decline" else random.uniform(0.38, 0.64)
    return None if random.random() < 0.06 else (price * Decimal(str(round(share, 3)))).quantize(CENT)


def make_products(profile: Profile, today: date) -> tuple[Product, ...]:
    """Return the shop's products, the same for the same profile and day."""
    random, costs = Random(f"{profile.seed}:products"), Random(f"{profile.seed}:costs")
    products = []
    for family in profile.families:
        for design_no, design in enumerate(family.designs, start=1):
            for form_no, (form, base) in enumerate(family.forms, start=1):
                factor = Decimal(str(round(random.uniform(0.85, 1.45), 2)))
                stage, launched, retired = _live(random, today)
                prices = _price(base * factor, profile.rates)
                products.append(
                    Product(
                        sku=f"{family.code}-{design_no:02d}{form_no}",
                        name=f"{design} · {form}",
                        category=family.category,
                        stage=stage,
                        prices=prices,
                        launched=launched,
                        retired=retired,
                        cost=_cost(next(iter(prices.values())), stage, costs),
                    )
                )
    return tuple(products)
