"""Sums agree with each other to the last minor unit, whatever the figures."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.operational.orders.rules.totals import (
    LineFigures,
    goods_of,
    price_line,
    share_discount,
    sum_order,
    tax_of,
)

quantities = st.decimals("-1000", "1000", places=4, allow_nan=False)
prices = st.decimals("0", "100000", places=6, allow_nan=False)
rates = st.sampled_from([Decimal(text) for text in ("0", "0.07", "0.19", "0.055", "0.2")])
currencies = st.sampled_from(["EUR", "CNY", "JPY", "KWD"])
figures = st.builds(LineFigures, quantity=quantities, unit_price=prices, tax_rate=rates)
bought = st.builds(
    LineFigures, quantity=st.decimals("0", "1000", places=2), unit_price=prices, tax_rate=rates
)


class TestPriceLine:
    @pytest.mark.parametrize(
        ("price", "quantity", "currency", "goods"),
        [
            ("2.675", "1", "EUR", 268),
            ("2.665", "1", "EUR", 266),
            ("0.005", "1", "EUR", 0),
            ("1.5", "1", "JPY", 2),
            ("2.5", "1", "JPY", 2),
            ("1.0005", "1", "KWD", 1000),
            ("-1", "1", "EUR", -100),
        ],
    )
    def test_rounds_half_to_even(self, price: str, quantity: str, currency: str, goods: int) -> None:
        assert goods_of(LineFigures(Decimal(quantity), Decimal(price)), currency) == goods

    def test_adds_tax_on_top(self) -> None:
        sums = price_line(
            LineFigures(Decimal(2), Decimal("9.99"), 198, Decimal("0.19")), "EUR", tax_included=False
        )
        assert (sums.goods_minor, sums.tax_minor, sums.total_minor) == (1998, 342, 2142)

    def test_finds_the_tax_inside(self) -> None:
        sums = price_line(
            LineFigures(Decimal(1), Decimal("119"), 0, Decimal("0.19")), "EUR", tax_included=True
        )
        assert (sums.tax_minor, sums.total_minor) == (1900, 11900)

    def test_believes_the_tax_another_system_states(self) -> None:
        sums = price_line(
            LineFigures(Decimal(1), Decimal("100"), 0, Decimal("0.19"), 1899), "EUR", tax_included=False
        )
        assert sums.total_minor == 11899

    @pytest.mark.parametrize("discount", [101, -1])
    def test_refuses_a_discount_above_the_goods(self, discount: int) -> None:
        with pytest.raises(ValueError, match="discount"):
            price_line(LineFigures(Decimal(1), Decimal("1"), discount), "EUR", tax_included=False)

    @given(st.integers(-(10**12), 10**12), rates)
    def test_tax_inside_and_on_top_agree(self, net: int, rate: Decimal) -> None:
        tax = tax_of(net, rate, included=False)
        assert abs(tax_of(net + tax, rate, included=True) - tax) <= 1


class TestSumOrder:
    @given(
        st.lists(figures, max_size=8), currencies, st.booleans(), st.integers(0, 10**6), st.integers(0, 10**5)
    )
    def test_is_the_sum_of_its_parts(
        self, lines: list[LineFigures], currency: str, included: bool, shipping: int, shipping_tax: int
    ) -> None:
        priced = [price_line(line, currency, tax_included=included) for line in lines]
        sums = sum_order(
            priced, shipping_minor=shipping, shipping_tax_minor=shipping_tax, tax_included=included
        )
        parts = sum(line.total_minor for line in priced) + shipping + (0 if included else shipping_tax)
        assert sums.total_minor == parts


class TestShareDiscount:
    @given(st.lists(bought, min_size=1, max_size=8), currencies, st.integers(0, 100))
    def test_gives_away_exactly_the_discount(
        self, lines: list[LineFigures], currency: str, percent: int
    ) -> None:
        goods = [goods_of(line, currency) for line in lines]
        discount = sum(goods) * percent // 100
        shared = share_discount(lines, discount, currency)
        assert sum(line.discount_minor for line in shared) == discount
        assert all(0 <= line.discount_minor <= cost for line, cost in zip(shared, goods, strict=True))

    def test_refuses_more_than_everything(self) -> None:
        with pytest.raises(ValueError, match="discount"):
            share_discount([LineFigures(Decimal(1), Decimal("1"))], 101, "EUR")
