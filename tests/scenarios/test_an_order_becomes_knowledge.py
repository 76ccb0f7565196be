"""An order goes from the outbox through stream, lake and mart back to its customer."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from rapport.analytical.warehouse.contracts import Model
from rapport.analytical.warehouse.operations.building import build_marts
from rapport.analytical.warehouse.operations.duckdb_engine import DuckEngine
from rapport.analytical.warehouse.queries.builds import list_reckoned
from rapport.analytical.warehouse.queries.catalogue import list_models
from rapport.bigdata.lake.operations.writing import LakeWriter
from rapport.bigdata.lake.tests.carrying import carry, waiting
from rapport.bigdata.stream.tests.serving import streaming
from rapport.customers.matching.api import merge_customers, unmerge_customers
from rapport.customers.party.api import list_insights
from rapport.kernel.outbox.api import relay_once
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.orders.contracts import NewLine
from rapport.operational.orders.operations import cancel_order, change_status
from rapport.operational.orders.tests.shared import customer, order_of
from tests.house import Shop
from tests.scenarios.marts import assert_as_from_nothing, everything, in_mart

pytestmark = pytest.mark.usefixtures("nothing_waits")

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
FROM_ORDERS = """
select o.party_id::text, o.currency, count(*) filter (where l.bought > 0), coalesce(sum(l.bought), 0)::bigint
  from sales_order o
  join (select order_id, sum(total_minor) filter (where quantity > 0 and unit_price > 0) as bought
          from order_line group by order_id) l on l.order_id = o.id
 where o.party_id is not null and o.kind = 'order' and o.status <> 'cancelled'
 group by o.party_id, o.currency order by 1, 2
"""
FROM_MART = "select customer_id, currency, orders, bought_minor from customer_spending order by 1, 2"


def tea(quantity: int, price: str, sku: str = "TEA") -> NewLine:
    return NewLine(quantity=Decimal(quantity), unit_price=Decimal(price), sku=sku, description=sku)


def live(shop: Shop, seed: int, customers: int = 4, orders: int = 12) -> list[Any]:
    """Let customers buy, and some of it go on or be cancelled."""
    dice = random.Random(seed)
    buyers = [customer(shop, f"Buyer {number}") for number in range(customers)]
    for number in range(orders):
        order = order_of(
            shop,
            tea(dice.randint(1, 5), f"{dice.randint(1, 99)}.{dice.randint(0, 99):02}", dice.choice("ABC")),
            tea(1, "3.33", "MUG"),
            party_id=dice.choice(buyers).id,
            currency=dice.choice(["EUR", "EUR", "USD"]),
            placed_at=NOON + timedelta(days=number),
            channel=dice.choice(["web", "store"]),
        )
        if number % 5 == 1:
            cancel_order(order.id, actor=shop.actor)
        elif number % 5 == 2:
            change_status(order.id, "shipped", actor=shop.actor)
    return buyers


def in_orders(shop: Shop) -> list[tuple[Any, ...]]:
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute(FROM_ORDERS)
        return list(cursor.fetchall())


def test_an_order_reaches_its_customer_through_stream_lake_and_mart(
    shop: Shop, lake: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    buyers = live(shop, 1)
    with streaming(tmp_path_factory.mktemp("stream")) as stream:
        carry(stream)
    build = build_marts(shop.tenant_id)
    assert build is not None
    assert (build.state, build.failures) == ("published", [])
    assert in_mart(lake, shop, FROM_MART) == in_orders(shop)
    assert len(in_orders(shop)) > 3
    bought = dict(in_mart(lake, shop, "select customer_id, days_between from customer_purchases"))
    with as_tenant(shop.tenant_id):
        for buyer in buyers:
            told = {line.name: line for line in list_insights(buyer.id, actor=shop.actor)}
            if str(buyer.id) in bought:
                days = bought[str(buyer.id)]
                assert told["rhythm"].number == (float(days) if days is not None else None)
                assert told["favourite"].label in "ABCMUG"
                assert told["favourite"].reasons[0]["text"].startswith("Bought in ")
    assert build_marts(shop.tenant_id) is None


def test_in_whatever_order_and_however_often_facts_come_the_marts_are_the_same(
    shop: Shop, lake: Path
) -> None:
    live(shop, 2)
    batches = waiting(shop)
    dice = random.Random(5)
    writer = LakeWriter(lambda table: None)
    coming = [batch for batch in batches for _ in range(dice.randint(1, 5))]
    dice.shuffle(coming)
    for batch in coming:
        writer.take([batch])
        if dice.random() < 0.3:
            build_marts(shop.tenant_id)
    build_marts(shop.tenant_id)
    assert_as_from_nothing(lake, shop)
    assert in_mart(lake, shop, FROM_MART) == in_orders(shop)


def test_an_order_told_again_after_a_merge_was_undone_is_its_own_customers(shop: Shop, lake: Path) -> None:
    ada, twin = customer(shop, "Ada"), customer(shop, "Ada L.")
    hers = order_of(shop, tea(1, "5.00"), party_id=twin.id, placed_at=NOON)
    merge = merge_customers(ada.id, twin.id, actor=shop.actor)
    change_status(hers.id, "shipped", actor=shop.actor)
    LakeWriter(lambda table: None).take(waiting(shop))
    build_marts(shop.tenant_id)
    assert in_mart(lake, shop, FROM_MART) == [(str(ada.id), "EUR", 1, 500)]
    unmerge_customers(merge.id, actor=shop.actor)
    while relay_once():
        pass
    LakeWriter(lambda table: None).take(waiting(shop))
    build_marts(shop.tenant_id)
    assert in_mart(lake, shop, FROM_MART) == in_orders(shop) == [(str(twin.id), "EUR", 1, 500)]
    assert_as_from_nothing(lake, shop)


def test_a_build_that_does_not_add_up_is_not_published(
    shop: Shop, lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live(shop, 3)
    writer = LakeWriter(lambda table: None)
    writer.take(waiting(shop))
    build_marts(shop.tenant_id)
    published = everything(lake, shop)
    live(shop, 4)
    writer.take(waiting(shop))
    make = DuckEngine._make_again

    def forget_spending(engine: DuckEngine, model: Model, built: Sequence[Model]) -> None:
        make(engine, model, built)
        if model.name == "customer_spending":
            engine.rows("update customer_spending set bought_minor = bought_minor + 1")

    with monkeypatch.context() as broken:
        broken.setattr(DuckEngine, "_make_again", forget_spending)
        build = build_marts(shop.tenant_id)
    assert build is not None
    assert build.state == "partly"
    assert {failure.test for failure in build.failures} == {"spending_equals_orders"}
    now = everything(lake, shop)
    assert all(now[one.name] == published[one.name] for one in list_models() if one.mart == "customer")
    assert now["sales_days"] != published["sales_days"]
    mended = build_marts(shop.tenant_id)
    assert mended is not None
    assert mended.state == "published"
    assert in_mart(lake, shop, FROM_MART) == in_orders(shop)


def test_marts_agree_with_the_rows_orders_are_kept_in(
    shop: Shop, lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live(shop, 5)
    writer = LakeWriter(lambda table: None)
    writer.take(waiting(shop))
    assert build_marts(shop.tenant_id) is not None
    with as_tenant(shop.tenant_id):
        months = list_reckoned(shop.actor)
    assert months
    assert all(month.agrees for month in months)
    live(shop, 6)
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute("update order_line set total_minor = total_minor + 1 where position = 1")
    writer.take(waiting(shop))
    wrong = build_marts(shop.tenant_id)
    assert wrong is not None
    assert (wrong.state, [failure.test for failure in wrong.failures]) == ("partly", ["orders_ledger"])
    with as_tenant(shop.tenant_id):
        assert not all(month.agrees for month in list_reckoned(shop.actor))
        with connection.cursor() as cursor:
            cursor.execute("select distinct kind from notice")
            assert cursor.fetchall() == [("marts.blocked",)]


def test_orders_that_are_still_on_their_way_block_nothing(shop: Shop, lake: Path) -> None:
    live(shop, 7)
    LakeWriter(lambda table: None).take(waiting(shop))
    live(shop, 8)
    build = build_marts(shop.tenant_id)
    assert build is not None
    assert build.state == "published"
    with as_tenant(shop.tenant_id):
        assert not all(month.agrees for month in list_reckoned(shop.actor))
