"""Goods that come back piece by piece are worth what the line cost, and no more can come back than went."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.operational.orders.rules.returns import value_of_return


class TestValueOfReturn:
    @given(st.integers(0, 10**9), st.lists(st.integers(1, 50), min_size=1, max_size=10))
    def test_sums_to_the_line(self, total: int, pieces: list[int]) -> None:
        whole, before, worth = Decimal(sum(pieces)), Decimal(0), 0
        for back in pieces:
            value = value_of_return(total, whole, before, Decimal(back))
            assert value >= 0
            worth, before = worth + value, before + back
        assert worth == total

    @pytest.mark.parametrize(("before", "back"), [("2", "2"), ("0", "4"), ("0", "0"), ("0", "-1")])
    def test_refuses_more_than_was_sent(self, before: str, back: str) -> None:
        with pytest.raises(ValueError, match="come back"):
            value_of_return(100, Decimal(3), Decimal(before), Decimal(back))
