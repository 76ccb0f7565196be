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
from rapport.site.demo.habits import Habit, draw_habit
from rapport.site.demo.profiles import Place, Profile
from rapport.site.demo.records import Order, OrderLine, Party, Product, Return

REASONS = ("damaged", "not as described", "too late", "changed my mind", "wrong item")
GUESTS = 0.07
CANCELLED = 0.035


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
        history = self.live_on(at)
        return Order(
            number="",
            customer=party.ref if party else "",
            unit=place.unit,
            at=at,
            currency=place.currency,
            country=place.country,
            lines=lines,
            shipping=Decimal(0)
            if free
            else Decimal({"CNY": 12, "USD": 9, "EUR": 5, "CHF": 8}[place.currency]),
            paid_by=self.random.choice(self.profile.payments[place.currency]),
            history=history,
            returns=self.send_back(lines, habit, history),
        )

    def live_on(self, at: datetime) -> tuple[tuple[str, datetime], ...]:
        """Return the status history up to now: placed, paid, shipped, delivered, or cancelled early."""
        steps = [("placed", at), ("paid", at + timedelta(minutes=self.random.randrange(1, 600)))]
        if self.random.random() < CANCELLED:
            steps.append(("cancelled", steps[-1][1] + timedelta(hours=self.random.randrange(1, 20))))
        else:
            shipped = steps[-1][1] + timedelta(hours=self.random.randrange(4, 60))
            steps += [
                ("shipped", shipped),
                ("delivered", shipped + timedelta(hours=self.random.randrange(20, 140))),
            ]
        return tuple(step for step in steps if step[1] <= self.now) or (("placed", at),)

    def send_back(
        self, lines: Sequence[OrderLine], habit: Habit, history: Sequence[tuple[str, datetime]]
    ) -> tuple[Return, ...]:
        """Return what comes back of a delivered order within two weeks."""
        status, at = history[-1]
        back = at + timedelta(days=self.random.randrange(1, 14))
        if status != "delivered" or back > self.now or self.random.random() > habit.returning:
            return ()
        line = self.random.randrange(len(lines))
        quantity = self.random.randint(1, lines[line].quantity)
        return (Return(line, quantity, back, self.random.choice(REASONS)),)


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
    return Till(profile, shelves, places, now, ZoneInfo(profile.zone), random)


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
