"""Arithmetic to the last unit, and sums over currencies by the day's rate."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from tests.house import ApiCaller, Shop

from rapport.kernel.errors import Invalid
from rapport.kernel.money.api import set_rates, spread, to_major, to_minor
from rapport.kernel.tenancy.api import as_tenant


def in_own(shop: Shop, amount: int, currency: str, at: str, own: str = "EUR") -> int | None:
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute("select money_in_own(%s, %s, %s::timestamptz, %s)", [amount, currency, at, own])
        value: int | None = cursor.fetchone()[0]
    return value


class TestMinorUnits:
    @given(st.integers(-(10**15), 10**15), st.sampled_from(["EUR", "JPY", "KWD"]))
    def test_goes_there_and_back(self, minor: int, currency: str) -> None:
        assert to_minor(to_major(minor, currency), currency) == minor

    def test_refuses_what_no_column_holds(self) -> None:
        with pytest.raises(ValueError, match="large"):
            to_minor(Decimal(10) ** 30, "EUR")


class TestSpread:
    @given(st.integers(-(10**9), 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=20))
    def test_loses_nothing(self, amount: int, weights: list[int]) -> None:
        parts = spread(amount, weights)
        assert sum(parts) == amount
        assert len(parts) == len(weights)


class TestMoneyInOwn:
    def test_takes_the_rate_of_the_day(self, shop: Shop) -> None:
        set_rates(
            [("USD", date(2026, 1, 1), Decimal("0.9")), ("USD", date(2026, 2, 1), Decimal("0.8"))],
            actor=shop.actor,
        )
        assert in_own(shop, 1000, "USD", "2026-01-31T23:00:00Z") == 900
        assert in_own(shop, 1000, "USD", "2026-02-01T00:00:00Z") == 800

    def test_minds_the_digits(self, shop: Shop) -> None:
        set_rates([("JPY", date(2026, 1, 1), Decimal("0.006"))], actor=shop.actor)
        assert in_own(shop, 1000, "JPY", "2026-03-01T00:00:00Z") == 600

    def test_does_not_guess(self, shop: Shop, make_shop: Callable[..., Shop]) -> None:
        set_rates([("USD", date(2026, 1, 1), Decimal("0.9"))], actor=make_shop("stranger").actor)
        assert in_own(shop, 1000, "USD", "2026-03-01T00:00:00Z") is None
        assert in_own(shop, 1000, "EUR", "2026-03-01T00:00:00Z") == 1000

    def test_refuses_a_rate_of_nothing(self, shop: Shop) -> None:
        with pytest.raises(Invalid):
            set_rates([("USD", date(2026, 1, 1), Decimal(0))], actor=shop.actor)


class TestRates:
    def test_are_set_and_listed(self, api: ApiCaller) -> None:
        rate = {"currency": "USD", "day": "2026-01-02", "rate": "0.92"}
        assert api.post("/rates", {"rates": [rate, {**rate, "rate": "0.93"}]}).json() == {"count": 2}
        (kept,) = api.get("/rates?currency=USD").json()["items"]
        assert (kept["day"], Decimal(kept["rate"])) == ("2026-01-02", Decimal("0.93"))

    def test_refuse_what_is_none(self, api: ApiCaller) -> None:
        for wrong in ({"currency": "ZZZ"}, {"currency": "us"}, {"rate": "0"}, {"day": "never"}):
            rate = {"currency": "USD", "day": "2026-01-02", "rate": "0.92", **wrong}
            assert api.post("/rates", {"rates": [rate]}).status_code == 422, wrong
