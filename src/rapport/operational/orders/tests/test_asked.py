"""Who asks for an order by a message hears of their own, by its number or the newest; in their language."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from tests.house import Shop

from rapport.collaborative.logic.contracts import Asked
from rapport.customers.party.tests.people import enter
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.orders.models import Order
from rapport.operational.orders.plugs.asked import OrderLookUp, choose_order


@pytest.mark.parametrize(
    ("rest", "found"),
    [
        ("", 0),
        ("is it", 0),
        ("SO 1001 please", 1),
        ("so-1001", 1),
        ("1002", None),
        ("my a7", 2),
        ("17", None),
    ],
)
def test_numbers_count_whole_without_their_signs(rest: str, found: int | None) -> None:
    assert choose_order(["SO-1002", "so/1001", "A7"], rest) == found


def test_nobody_hears_of_an_order_of_somebody_else(shop: Shop) -> None:
    ada, bob = enter(shop, "Ada", "+4917612345678"), enter(shop, "Bob", "+4917612345679")
    with as_tenant(shop.tenant_id):
        for at, (party, number) in enumerate(((ada, "A1"), (ada, "A2"), (bob, "B1")), 1):
            day = datetime(2026, 11, at, 12, tzinfo=UTC)
            Order.objects.create(
                number=number, party_id=party.id, placed_at=day, currency="EUR", status="shipped"
            )

        def ask(party_id: UUID | None, rest: str = "", language: str = "") -> tuple[str, ...]:
            (found,) = OrderLookUp().find([Asked(party_id, rest, None, language)])
            return tuple(found.values()) if found else ()

        assert ask(ada.id) == ("A2", "Shipped", "2026-11-02")
        assert ask(ada.id, "a1", "zh")[:2] == ("A1", "已发货")
        assert ask(ada.id, "B1") == ask(new_id()) == ask(None) == ()
