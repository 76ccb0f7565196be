"""Which tariff a message falls under, and for which messages there is money."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.collaborative.tariffs.contracts import Budget, Tariff
from rapport.collaborative.tariffs.rules.limits import Wanted, convert, judge
from rapport.collaborative.tariffs.rules.pricing import charge, country_of, find_tariff, flaws_of

DAY = date(2026, 11, 20)
CENT = Decimal("0.01")


def made(at: int, **values: Any) -> Tariff:
    given = {
        **{"kind": "normal", "direction": "out", "channel": "sms", "number": "", "country": ""},
        **{"operator": "", "prefixes": (), "cost": CENT, "price": Decimal(0), "currency": "EUR"},
        **{"valid_from": DAY - timedelta(days=9)},
    }
    return Tariff(id=UUID(int=at), **{**given, **values})


def found(tariffs: list[Tariff], day: date = DAY, **values: Any) -> int:
    """Return which tariff is met, 0 for none."""
    asked = {"direction": "out", "channel": "sms", "number": "12345", "address": "+4915112345678"}
    one = find_tariff(tariffs, day=day, **{**asked, "country": "DE", **values})
    return one.id.int if one else 0


class TestTariffs:
    def test_the_nearest_is_met(self) -> None:
        book = [
            made(1),
            made(2, number="12345"),
            made(3, country="DE"),
            made(4, country="DE", number="12345"),
            made(5, prefixes=("+49151",), operator="T"),
            made(6, prefixes=("+4915",), country="DE"),
        ]
        met = [found(book[: at + 1]) for at in range(6)]
        assert met == [1, 2, 3, 4, 5, 5]
        assert found(book, address="+41791234567", country="CH", number="999") == 1
        assert found(book, direction="in") == found(book, channel="mms") == 0

    def test_a_new_price_does_not_change_the_past(self) -> None:
        book = [made(1), made(2, valid_from=DAY, cost=2 * CENT), made(3, valid_from=DAY + timedelta(days=1))]
        assert [found(book, DAY + timedelta(days=at)) for at in (-10, -1, 0, 1)] == [0, 1, 2, 3]
        ended = [made(1, ended_on=DAY)]
        assert [found(ended, DAY + timedelta(days=at)) for at in (0, 1)] == [1, 0]

    def test_parts_are_charged_exactly(self) -> None:
        one = charge(made(1, cost=Decimal("0.0075"), price=Decimal("0.1")), "DE", 3)
        assert (one.cost, one.price) == (Decimal("0.0225"), Decimal("0.3"))

    @pytest.mark.parametrize(
        ("address", "country"),
        [
            *[("+4915112345678", "DE"), ("+8613812345678", "CN"), ("+12025550123", "US")],
            *[("+88213123456", ""), ("+999123456789", ""), ("12345", "AT"), ("Teashop", "AT")],
        ],
    )
    def test_a_country_is_known_or_it_is_not(self, address: str, country: str) -> None:
        assert country_of(address, "AT") == country

    def test_what_contradicts_itself_is_named(self) -> None:
        assert list(flaws_of("free", CENT, CENT)) == list(flaws_of("premium", CENT, Decimal(0))) == ["price"]
        assert flaws_of("free", CENT, Decimal(0)) == flaws_of("premium", CENT, CENT) == {}


def limit(at: int, amount: str, **values: Any) -> Budget:
    given = {"name": "SMS", "reach": "business", "number": "", "campaign_id": None, "advertising": False}
    return Budget(id=UUID(int=at), amount=Decimal(amount), **{**given, "currency": "EUR", **values})


def wanted(at: int, cost: Decimal | None = CENT, currency: str = "EUR", **values: Any) -> Wanted:
    given = {"number": "12345", "campaign_id": None, "advertises": True, **values}
    return Wanted(UUID(int=at), cost=cost, currency=currency, **given)


RATES = {"EUR": Decimal(1), "CNY": Decimal("0.125")}
amounts = st.decimals(0, 5, places=3)


class TestLimits:
    @given(st.lists(amounts, max_size=12), amounts, amounts)
    def test_nothing_is_spent_beyond_them(self, costs: list[Decimal], amount: Decimal, own: Decimal) -> None:
        both = [limit(1, str(amount + 1)), limit(2, str(own + 1), reach="number", number="1")]
        asked = [wanted(at, cost, number=str(at % 2)) for at, cost in enumerate(costs)]
        judged = judge(asked, both, RATES)
        left = [one for one in asked if one.id not in judged.stopped]
        assert sum(one.cost or 0 for one in left) == judged.spent[both[0].id] <= both[0].amount
        odd = sum(one.cost or 0 for one in left if one.number == "1")
        assert odd == judged.spent[both[1].id] <= both[1].amount

    def test_each_counts_what_it_is_of(self) -> None:
        campaign = UUID(int=7)
        asked = [wanted(1), wanted(2, campaign_id=campaign), wanted(3, number="9", advertises=False)]
        kinds: dict[str, dict[str, Any]] = {
            "all": {},
            "number": {"reach": "number", "number": "9"},
            "campaign": {"reach": "campaign", "campaign_id": campaign},
            "advertising": {"advertising": True},
        }
        stopped = {
            name: [one.int for one in judge(asked, [limit(1, "0.001", **values)], RATES).stopped]
            for name, values in kinds.items()
        }
        assert stopped == {"all": [1, 2, 3], "number": [3], "campaign": [2], "advertising": [1, 2]}

    def test_two_currencies_are_weighed_by_their_rates(self) -> None:
        asked = [wanted(1, Decimal("0.8"), "CNY"), wanted(2, Decimal("0.1")), wanted(3, Decimal("0.01"))]
        judged = judge(asked, [limit(1, "0.2")], RATES)
        assert [one.int for one in judged.stopped] == [3]
        assert judged.spent[UUID(int=1)] == Decimal("0.2")

    def test_what_cannot_be_weighed_does_not_leave(self) -> None:
        asked = [wanted(1, None), wanted(2, CENT, "USD"), wanted(3, Decimal(0), "USD")]
        judged = judge(asked, [limit(1, "5")], RATES)
        assert [why for why, _ in judged.stopped.values()] == ["no-tariff", "no-rate"]
        assert not judge(asked, [], RATES).stopped
        unknown = judge([wanted(1)], [limit(1, "5", spent=None)], RATES)
        assert [why for why, _ in unknown.stopped.values()] == ["no-rate"]

    def test_nothing_needs_no_rate(self) -> None:
        assert convert(Decimal(0), "USD", "EUR", {}) == 0
        assert convert(CENT, "USD", "EUR", RATES) is None
