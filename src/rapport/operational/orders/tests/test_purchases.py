"""What counts as bought and as given back."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from tests.house import Shop

from rapport.analytical.value.contracts import PURCHASE_COLUMNS
from rapport.customers.party.api import CustomerDraft, create_customer
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.orders.contracts import NewLine, NewOrder, NewPayment, NewReturn
from rapport.operational.orders.models import Order, OrderLine
from rapport.operational.orders.operations import cancel_order, place_order, receive_payment, receive_return
from rapport.operational.orders.queries.learnt_purchases import load_ledger
from rapport.operational.orders.queries.purchases import load_purchases

TABLE = f"create temp table bought ({', '.join(map(' '.join, PURCHASE_COLUMNS.items()))}) on commit drop"
LEDGER = """
create temp table told (party_id uuid, order_id uuid, at timestamptz, known_at timestamptz,
                        gross_minor bigint, returned_minor bigint)
"""
TEN = NewLine(quantity=Decimal(2), unit_price=Decimal(5))


def purchases(shop: Shop, party_ids: list[UUID] | None = None) -> dict[UUID, tuple[int, int]]:
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute("drop table if exists pg_temp.bought")
        cursor.execute(TABLE)
        load_purchases("bought", currency="EUR", party_ids=party_ids)
        cursor.execute("select order_id, gross_minor, returned_minor from bought")
        return {row[0]: (row[1], row[2]) for row in cursor.fetchall()}


def order_of(shop: Shop, *lines: NewLine, **values: Any) -> Order:
    return place_order(NewOrder(lines=lines or (TEN,), **values), actor=shop.actor)


class TestLoadPurchases:
    def test_counts_goods_not_shipping(self, shop: Shop) -> None:
        order = order_of(shop, shipping_minor=500)
        assert purchases(shop) == {order.id: (1000, 0)}

    def test_leaves_out_the_cancelled(self, shop: Shop) -> None:
        cancel_order(order_of(shop).id, actor=shop.actor)
        assert purchases(shop) == {}

    def test_gives_back_what_a_cancellation_says(self, shop: Shop) -> None:
        minus = NewLine(quantity=Decimal(-1), unit_price=Decimal(5))
        order = order_of(shop, minus, kind="cancellation")
        order_of(shop, minus, kind="adjustment")
        assert purchases(shop) == {order.id: (0, 500)}

    def test_leaves_out_lines_that_cost_nothing_or_went_back(self, shop: Shop) -> None:
        order = order_of(
            shop, TEN, NewLine(unit_price=Decimal(0)), NewLine(quantity=Decimal(-1), unit_price=Decimal(1))
        )
        assert purchases(shop)[order.id][0] == 1000

    def test_counts_a_return_once_though_money_went_back_too(self, shop: Shop) -> None:
        order = order_of(shop)
        receive_payment(order.id, NewPayment(1000), actor=shop.actor)
        with as_tenant(shop.tenant_id):
            line = OrderLine.objects.get(order_id=order.id)
        receive_return(
            order.id, NewReturn(((line.id, Decimal(1)),), "other", refund_minor=400), actor=shop.actor
        )
        assert purchases(shop) == {order.id: (1000, 500)}

    def test_leaves_out_money_without_a_rate(self, shop: Shop) -> None:
        order_of(shop, currency="USD", placed_at=datetime(2026, 1, 1, tzinfo=UTC))
        assert purchases(shop) == {}

    def test_narrows_to_some_customers(self, shop: Shop, other_shop: Shop) -> None:
        ada = create_customer(CustomerDraft(name="Ada"), actor=shop.actor)
        order = order_of(shop, party_id=ada.id)
        order_of(shop)
        order_of(other_shop)
        assert purchases(shop, [ada.id]) == {order.id: (1000, 0)}
        assert len(purchases(shop)) == 2


class TestLoadLedger:
    def _read(self, shop: Shop) -> list[tuple[UUID, bool, int, int]]:
        """Return (order, known later than placed, bought, back), by order and moment of knowing."""
        with as_tenant(shop.tenant_id), connection.cursor() as cursor:
            cursor.execute("drop table if exists pg_temp.told")
            cursor.execute(LEDGER)
            load_ledger("told", currency="EUR")
            cursor.execute(
                "select order_id, known_at > at, gross_minor, returned_minor from told"
                " order by order_id, known_at"
            )
            rows: list[tuple[UUID, bool, int, int]] = cursor.fetchall()
            return rows

    def test_tells_a_cancellation_when_it_came(self, shop: Shop) -> None:
        ada = create_customer(CustomerDraft(name="Ada"), actor=shop.actor)
        order = order_of(shop, party_id=ada.id)
        order_of(shop)
        assert self._read(shop) == [(order.id, False, 1000, 0)]
        cancel_order(order.id, actor=shop.actor)
        assert self._read(shop) == [(order.id, False, 1000, 0), (order.id, True, -1000, 0)]

    def test_tells_what_moved_in_apart_from_what_came_late(self, shop: Shop) -> None:
        ada = create_customer(CustomerDraft(name="Ada"), actor=shop.actor)
        long_ago = datetime(2026, 1, 1, tzinfo=UTC)
        moved_in = order_of(shop, party_id=ada.id, source="old", number="1", placed_at=long_ago)
        began = Order.objects.filter(id=moved_in.id)
        with as_tenant(shop.tenant_id):
            began.update(created_at=datetime(2026, 3, 1, tzinfo=UTC))
        late = order_of(
            shop, party_id=ada.id, source="old", number="2", placed_at=datetime(2026, 4, 1, tzinfo=UTC)
        )
        assert self._read(shop) == [(moved_in.id, False, 1000, 0), (late.id, True, 1000, 0)]

    def test_tells_a_return_with_its_own_time(self, shop: Shop) -> None:
        ada = create_customer(CustomerDraft(name="Ada"), actor=shop.actor)
        order = order_of(shop, party_id=ada.id)
        with as_tenant(shop.tenant_id):
            line = OrderLine.objects.get(order_id=order.id)
        receive_return(order.id, NewReturn(((line.id, Decimal(1)),), "other"), actor=shop.actor)
        assert [row[2:] for row in self._read(shop)] == [(1000, 0), (0, 500)]
