"""Profit counted in the database is what the rules reckon, to the penny, whole or a few at a time."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.house import Shop

from rapport.analytical.value import api
from rapport.analytical.value.contracts import Period
from rapport.analytical.value.contracts.cost_kinds import list_cost_kinds
from rapport.analytical.value.contracts.costs import CostKind
from rapport.analytical.value.models import CustomerProfit
from rapport.analytical.value.operations import refresh, sources
from rapport.analytical.value.rules.profit import Prices, Purchase, Service, find_year_start, reckon
from rapport.analytical.value.rules.whale import draw_whale
from rapport.analytical.value.tests.sources import GivenPurchases
from rapport.kernel.settings.api import change_settings
from rapport.kernel.tenancy.api import as_tenant, current_tenant_id

CALL = next(kind for kind in list_cost_kinds() if kind.key == "call")
PRICES = Prices(
    order=Decimal(200),
    shipping=Decimal(450),
    returns=Decimal(500),
    payment=Decimal("0.015"),
    kinds=((CALL.key, Decimal(400)),),
)
Done = tuple[UUID, str, date, Decimal | None, int | None]


class GivenServices:
    """Services of each tenant as the test wrote them."""

    kinds: Sequence[CostKind] = (CALL,)

    def __init__(self) -> None:
        self.rows: dict[UUID, list[Done]] = {}

    def load_costs(
        self, table: str, *, currency: str, zone: str, party_ids: Sequence[UUID] | None = None
    ) -> None:
        """Insert the current tenant's rows."""
        rows = self.rows.get(current_tenant_id(), [])
        chosen = [row for row in rows if party_ids is None or row[0] in party_ids]
        with connection.cursor() as cursor:
            cursor.executemany(f"insert into {table} values (%s, %s, %s, %s, %s)", chosen)


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Iterator[GivenServices]:
    """The only source of services of the test."""
    known = GivenServices()
    monkeypatch.setattr(sources, "_costs", [known])
    yield known


def _draw(seed: int, customers: int) -> tuple[list[tuple[UUID, datetime, Purchase]], list[Done]]:
    """Draw purchases and services, of some customers only the one or the other, over two years to come
    too."""
    draw = random.Random(seed)
    bought, done = [], []
    today = timezone.now()
    for _ in range(customers):
        party_id = UUID(int=draw.getrandbits(128))
        for _ in range(draw.choice((0, 1, 1, 3))):
            earned = draw.choice((draw.randrange(1, 90_000), -draw.randrange(1, 900)))
            known = draw.choice((0, earned, earned // 2))
            purchase = Purchase(
                earned,
                known,
                draw.randrange(0, 70_000) if known else 0,
                draw.choice((0, 495)),
                draw.randrange(0, 200),
                max(earned, 0),
                1,
                draw.choice((0, 1)),
                draw.choice((0, 0, 1)),
            )
            bought.append((party_id, today - timedelta(days=draw.randrange(-40, 700)), purchase))
        for _ in range(draw.choice((0, 0, 1, 4))):
            month = find_year_start(today.date()) + timedelta(days=31 * draw.randrange(-6, 6))
            units, charged = draw.choice(((Decimal(2), None), (None, 777), (Decimal(1), 5)))
            done.append((party_id, CALL.key, month.replace(day=1), units, charged))
    return bought, done


def _load(shop: Shop, purchases: GivenPurchases, bought: list[tuple[UUID, datetime, Purchase]]) -> None:
    purchases.rows[shop.tenant_id] = [
        (
            *(party_id, uuid4(), at, max(one.earned_minor, 0), max(-one.earned_minor, 0)),
            *(one.earned_minor, one.known_minor, one.goods_minor, one.shipping_minor, one.discount_minor),
            *(one.paid_minor, one.handled, one.shipped, one.returns),
        )
        for party_id, at, one in bought
    ]


def _expected(
    bought: list[tuple[UUID, datetime, Purchase]], done: list[Done], since: date
) -> dict[UUID, tuple[int | None, ...]]:
    """Reckon everybody with plain Python, since ever and since a month."""
    first = datetime(since.year, since.month, 1, tzinfo=UTC)
    found: dict[UUID, tuple[int | None, ...]] = {}
    for party_id in {row[0] for row in bought} | {row[0] for row in done}:
        mine = [(at, one) for who, at, one in bought if who == party_id]
        served = [
            (month, Service(kind, units or Decimal(0), charged or 0))
            for who, kind, month, units, charged in done
            if who == party_id
        ]
        every = reckon([one for _, one in mine], [one for _, one in served], PRICES)
        year = reckon(
            [one for at, one in mine if at >= first], [one for m, one in served if m >= since], PRICES
        )
        if every.known_minor or every.goods_minor or every.serving_minor:
            found[party_id] = (
                *(every.earned_minor, every.known_minor, every.goods_minor, every.shipping_minor),
                *(every.discount_minor, every.serving_minor, every.profit_minor),
                *(year.earned_minor, year.serving_minor, year.profit_minor),
            )
    return found


COLUMNS = (
    *("earned", "known", "goods", "shipping", "discount", "serving", "profit"),
    *("year_earned", "year_serving", "year_profit"),
)


def _stored(shop: Shop) -> dict[UUID, tuple[int | None, ...]]:
    with as_tenant(shop.tenant_id):
        rows = CustomerProfit.objects.values_list("party_id", *(f"{name}_minor" for name in COLUMNS))
        return {row[0]: row[1:] for row in rows}


@pytest.mark.parametrize("customers", [0, 1, 60])
def test_the_database_counts_profit_as_the_rules_do(
    shop: Shop, purchases: GivenPurchases, services: GivenServices, customers: int
) -> None:
    bought, done = _draw(customers, customers)
    _load(shop, purchases, bought)
    services.rows[shop.tenant_id] = done
    api.recount_worth(actor=shop.actor)
    expected = _expected(bought, done, find_year_start(timezone.now().date()))
    assert _stored(shop) == expected
    profits = [row[6] for row in expected.values() if row[6] is not None]
    with as_tenant(shop.tenant_id):
        view = api.get_profits(shop.actor, Period.ALL)
    assert view.whale == draw_whale(profits)
    assert view.figures.serving_minor == sum(row[5] or 0 for row in expected.values())
    assert sum(view.serving.values()) == view.figures.serving_minor
    assert (view.figures.profit_minor or 0) == sum(profits)


def test_a_few_counted_again_equal_the_whole(
    shop: Shop, purchases: GivenPurchases, services: GivenServices, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refresh, "FEW", 5)
    bought, done = _draw(7, 40)
    _load(shop, purchases, bought)
    services.rows[shop.tenant_id] = done
    api.recount_worth(actor=shop.actor)
    changed = sorted({row[0] for row in bought})[:8]
    bought = [row for row in bought if row[0] != changed[0]]
    done = [row for row in done if row[0] != changed[0]]
    bought += [(party_id, timezone.now(), Purchase(5_000, 5_000, 1_234)) for party_id in changed[1:]]
    _load(shop, purchases, bought)
    services.rows[shop.tenant_id] = done
    api.refresh_worth(changed, actor=shop.actor)
    refreshed = _stored(shop)
    assert refreshed == _expected(bought, done, find_year_start(timezone.now().date()))
    api.recount_worth(actor=shop.actor)
    assert _stored(shop) == refreshed


def test_an_emptied_price_counts_nothing_and_a_new_one_is_taken(
    shop: Shop, purchases: GivenPurchases, services: GivenServices
) -> None:
    mine = UUID(int=3)
    _load(shop, purchases, [(mine, timezone.now(), Purchase(1_000, 1_000, 400))])
    with as_tenant(shop.tenant_id):
        change_settings({"worth.cost_order": "0.50"}, actor=shop.actor)
    api.recount_worth(actor=shop.actor)
    assert _stored(shop)[mine][5:7] == (50, 550)
    with as_tenant(shop.tenant_id):
        change_settings({"worth.cost_order": ""}, actor=shop.actor)
    api.recount_worth(actor=shop.actor)
    assert _stored(shop)[mine][5:7] == (0, 600)


def test_unknown_costs_are_no_profit(shop: Shop, purchases: GivenPurchases, services: GivenServices) -> None:
    mine = UUID(int=3)
    _load(shop, purchases, [(mine, timezone.now(), Purchase(1_000))])
    api.recount_worth(actor=shop.actor)
    assert _stored(shop)[mine][6] is None
    with as_tenant(shop.tenant_id):
        view = api.get_profits(shop.actor)
    assert (view.known, view.figures.profit_minor, view.figures.coverage) == (0, None, 0)


@given(st.lists(st.integers(-1000, 1000), max_size=250))
def test_the_whale_rises_to_its_peak_and_ends_at_the_total(profits: list[int]) -> None:
    whale = draw_whale(profits)
    heights = [point.profit_minor for point in whale.points]
    assert heights[-1] == whale.total_minor == sum(profits)
    assert max(heights) == whale.peak_minor == sum(one for one in profits if one > 0)
    assert whale.total_minor == whale.peak_minor + whale.lost_minor
    peak = heights.index(whale.peak_minor)
    assert heights[: peak + 1] == sorted(heights[: peak + 1])
    assert heights[peak:] == sorted(heights[peak:], reverse=True)


def test_twelve_months_are_whole() -> None:
    assert find_year_start(date(2026, 11, 23)) == date(2025, 12, 1)
    assert find_year_start(date(2026, 12, 1)) == date(2026, 1, 1)
