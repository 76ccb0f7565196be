"""Orders go forward only."""

import pytest

from rapport.operational.orders.models import Order
from rapport.operational.orders.rules import statuses


class TestMayBecome:
    def test_knows_every_status(self) -> None:
        assert set(statuses.NEXT) == set(Order.Status.values)

    @pytest.mark.parametrize(
        ("before", "after", "allowed"),
        [
            ("placed", "paid", True),
            ("placed", "cancelled", True),
            ("shipped", "cancelled", False),
            ("completed", "placed", False),
            ("cancelled", "paid", False),
            ("refunded", "placed", False),
            ("paid", "refunded", True),
            ("placed", "placed", False),
            ("placed", "nonsense", False),
            ("packed", "shipped", True),
            ("shipped", "delivered", True),
            ("delivered", "returned", True),
            ("returned", "refunded", True),
            ("packed", "returned", False),
        ],
    )
    def test_follows_the_table(self, before: str, after: str, allowed: bool) -> None:
        assert statuses.may_become(before, after) is allowed

    def test_never_returns_to_where_it_was(self) -> None:
        def reachable(status: str) -> set[str]:
            return {then for step in statuses.NEXT[status] for then in (step, *reachable(step))}

        assert all(status not in reachable(status) for status in statuses.NEXT)


class TestAfterMoney:
    def test_is_paid_when_all_is_paid(self) -> None:
        assert statuses.after_payment("placed", total=100, paid=99) == "placed"
        assert statuses.after_payment("placed", total=100, paid=100) == "paid"
        assert statuses.after_payment("shipped", total=100, paid=100) == "shipped"

    def test_is_refunded_when_all_went_back(self) -> None:
        assert statuses.after_refund("completed", paid=100, refunded=40) == "completed"
        assert statuses.after_refund("completed", paid=100, refunded=100) == "refunded"
        assert statuses.after_refund("placed", paid=0, refunded=0) == "placed"


class TestMayTakeBack:
    def test_takes_back_what_somebody_did_but_not_what_money_did(self) -> None:
        assert statuses.may_take_back("paid", "packed", paid=100, refunded=0)
        assert statuses.may_take_back("placed", "cancelled", paid=0, refunded=0)
        assert statuses.may_take_back("placed", "paid", paid=0, refunded=0)
        assert not statuses.may_take_back("placed", "paid", paid=100, refunded=0)
        assert not statuses.may_take_back("completed", "refunded", paid=100, refunded=100)
        assert not statuses.may_take_back("", "placed", paid=0, refunded=0)
