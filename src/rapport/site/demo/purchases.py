"""The orders of a demo shop: every customer buys by habit, the calendar and the sales push, some things come
back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from math import log
from random import Random
from zoneinfo import ZoneInfo

from rapport.site.demo.catalogue import SELLING
from rapport.site.demo.fates import Fate, close
from rapport.site.demo.habits import Habit, draw_habit
from rapport.site.demo.profiles import Place, Profile
from rapport.site.demo.records import Order, OrderLine, Party, Product

GUESTS, WITH_VOUCHER, INVOICED, WITH_NOTE = 0.07, 0.08, 0.12, 0.03
VOUCHER = Decimal("0.10")
SHIPPING = {"CNY": Decimal(12), "USD": Decimal(9), "EUR": Decimal(5), "CHF": Decimal(8)}
BY_INVOICE = ("bank_transfer",)
CHANNELS = ("web", "app", "store")
WISHES = ("Please ring twice.", "放快递柜即可，谢谢。", "Gift: no price on the slip, please.", "周末送货。")
TAXES: dict[str, tuple[Decimal, bool]] = {
    "CN": (Decimal("0.13"), True),
    "US": (Decimal("0.0825"), False),
    "GB": (Decimal("0.20"), True),
    "DE": (Decimal("0.19"), True),
    "AT": (Decimal("0.20"), True),
    "CH": (Decimal("0.081"), True),
}
"""Value added or sales tax of each country, and whether its prices hold it already."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What can be bought: the products of each family, and the months in which it sells best."""

    products: tuple[Product, ...]
    season: dict[int, float]


@dataclass(slots=True)
class Till:
    """Rings up the orders of one shop; one random stream for all of them."""

    profile: Profile
    shelves: tuple[Shelf, ...]
    places: dict[str, list[Place]]
    now: datetime
    zone: ZoneInfo
    random: Random
    fate: Fate

    def season(self, at: datetime) -> float:
        """Return how much more than on a mean day is bought: the month, the weekend, the great sales."""
        push = self.profile.months[at.month - 1] * (1.15 if at.weekday() >= 5 else 0.95)
        for month, day, _ in self.profile.sales:
            if at.month == month and abs(at.day - day) <= 2:
                push *= 1.8
        return push

    def visit(self, habit: Habit, since: datetime) -> Iterator[datetime]:
        """Yield when a customer buys: the first time on arrival, then by rate and season until the last."""
        at, ceiling = since, 3.4
        while at < self.now:
            yield max(self.choose_hour(at), since)
            if self.random.random() < habit.dropout:
                return
            while at < self.now:
                at += timedelta(days=-log(1 - self.random.random()) / (habit.rate * ceiling))
                if self.random.random() * ceiling < self.season(at):
                    break

    def choose_hour(self, at: datetime) -> datetime:
        """Return a moment of the same day as people buy: little at night, most in the evening."""
        local = at.astimezone(self.zone)
        hour = self.random.choices(range(24), HOURS)[0]
        moment = local.replace(hour=hour, minute=self.random.randrange(60), second=self.random.randrange(60))
        moment = moment.replace(microsecond=0)
        return moment.astimezone(UTC) if moment <= self.now else at.replace(microsecond=0)

    def fill_basket(self, habit: Habit, at: datetime, currency: str) -> tuple[OrderLine, ...]:
        """Return lines from the families the customer likes and the season favours, less the sale's share."""
        taste = [t * s.season.get(at.month, 1.0) for t, s in zip(habit.taste, self.shelves, strict=True)]
        discount = next(
            (d for m, day, d in self.profile.sales if at.month == m and abs(at.day - day) <= 2), 0.0
        )
        lines: dict[str, OrderLine] = {}
        for shelf in self.random.choices(
            self.shelves, taste, k=1 + min(int(self.random.expovariate(1 / habit.basket)), 7)
        ):
            on_sale = [
                p
                for p in shelf.products
                if p.launched <= at.date() and (not p.retired or at.date() < p.retired)
            ]
            if not on_sale:
                continue
            product = on_sale[min(int(self.random.paretovariate(1.1)) - 1, len(on_sale) - 1)]
            quantity = self.random.choices((1, 2, 3, 4), (70, 20, 7, 3))[0] * (
                self.random.randrange(4, 20) if habit.bulk else 1
            )
            off = Decimal("0.12") if habit.bulk else Decimal(str(discount))
            lines[product.sku] = OrderLine(product.sku, quantity, product.prices[currency], off)
        return tuple(lines.values())

    def ring_up(self, party: Party | None, place: Place, habit: Habit, at: datetime) -> Order | None:
        """Return an order with its further life, or none where nothing was on sale."""
        lines = self.fill_basket(habit, at, place.currency)
        if not lines:
            return None
        goods = sum((line.unit_price * line.quantity for line in lines), Decimal(0))
        free = goods >= 300 * self.profile.rates[place.currency]
        history = self.fate.live_on(at, bulk=habit.bulk)
        returns = self.fate.send_back(lines, habit, history)
        shipped = next((step[1] for step in history if step[0] == "shipped"), None)
        tax, included = TAXES[place.country]
        return Order(
            number="",
            customer=party.ref if party else "",
            unit=place.unit,
            at=at,
            currency=place.currency,
            country=place.country,
            lines=lines,
            shipping=Decimal(0) if free else SHIPPING[place.currency],
            paid_by="bank_transfer"
            if habit.bulk
            else self.random.choice(self.profile.payments[place.currency]),
            history=close(history, lines, returns),
            returns=returns,
            voucher=VOUCHER if self.random.random() < WITH_VOUCHER else Decimal(0),
            tax=tax,
            tax_included=included,
            address=party.address if party else None,
            invoiced_at=shipped if habit.bulk or self.random.random() < INVOICED else None,
            channel="phone" if habit.bulk else self.random.choices(CHANNELS, (7, 2, 1))[0],
            note=self.random.choice(WISHES) if self.random.random() < WITH_NOTE else "",
        )


HOURS = (2, 1, 1, 1, 1, 1, 2, 4, 6, 8, 10, 10, 11, 9, 8, 8, 8, 8, 9, 12, 14, 14, 10, 5)


def open_till(profile: Profile, products: Sequence[Product], now: datetime) -> Till:
    """Return the till of a shop with its shelves filled."""
    selling = [product for product in products if product.stage in SELLING]
    shelves = tuple(
        Shelf(tuple(product for product in selling if product.category == family.category), family.season)
        for family in profile.families
    )
    places: dict[str, list[Place]] = {}
    for place in profile.places:
        places.setdefault(place.unit, []).append(place)
    random = Random(f"{profile.seed}:orders")
    return Till(profile, shelves, places, now, ZoneInfo(profile.zone), random, Fate(random, now))


def make_orders(
    profile: Profile, parties: Sequence[Party], products: Sequence[Product], now: datetime
) -> list[Order]:
    """Return all orders of the last two years, numbered in the order they came; some are of guests."""
    till = open_till(profile, products, now)
    orders: list[Order] = []
    for party in parties:
        if party.role != "customer" or (party.kind == "person" and party.of):
            continue
        habit = draw_habit(till.random, len(profile.families), bulk=party.kind == "company")
        place = till.random.choice(till.places[party.unit])
        for at in till.visit(habit, party.since):
            guest = party.kind == "person" and till.random.random() < GUESTS
            order = till.ring_up(None if guest else party, place, habit, at)
            if order:
                orders.append(order)
    orders.sort(key=lambda order: (order.at, order.customer))
    return [number_order(profile, order, number) for number, order in enumerate(orders, start=1)]


def number_order(profile: Profile, order: Order, number: int) -> Order:
    """Return the order with its number: shop, year and a running count."""
    return replace(order, number=f"{profile.order_prefix}-{order.at.astimezone(UTC):%Y}-{number:06d}")
