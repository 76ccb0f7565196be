"""Orders are filtered, and customers by their orders, as the pure predicate says."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

import pytest
from tests.house import ApiCaller, Shop

from rapport.customers.party.api import load_states
from rapport.customers.party.tests.people import clerk, enter
from rapport.kernel.filters.api import (
    InvalidFilter,
    Money,
    compile_sql,
    describe,
    get_kind,
    matches,
    narrow,
    parse,
)
from rapport.kernel.identity.api import Grant, Scope
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.orders.models import Order, OrderLine

NOW = datetime(2026, 3, 29, 10, 30, tzinfo=UTC)
ABOUT_CUSTOMERS = [
    "some.orders(total:above:100 EUR)",
    "some.orders(placed_at:within:last-30-days;total:at_least:50 EUR)",
    "no.orders(placed_at:within:last-30-days)",
    "no.orders(and())",
    "not(some.orders(status:is:cancelled))",
    "or(some.orders(status:any_of:cancelled|refunded);stage:is:former)",
    "some.orders(no.lines(sku:is:TEA))",
    "some.orders(some.lines(sku:starts_with:TE;quantity:at_least:0.5))",
]
ABOUT_ORDERS = [
    "total:above:100 EUR",
    "total:is_not:120 EUR",
    "status:none_of:placed|paid",
    "placed_at:after:today-2m",
    "number:starts_with:SO-1",
    "not(some.lines(sku:is:TEA))",
    "some.customer(name:starts_with:ada)",
    "no.customer(and())",
    "owner:is:me",
]


@pytest.fixture
def records(shop: Shop) -> tuple[list[Any], list[Any]]:
    """Customers with their orders, and all orders, one of them a guest's."""
    states = [enter(shop, name) for name in ("Ada Lovelace", "Grace Hopper", "Nobody")]
    with as_tenant(shop.tenant_id):
        loaded = load_states([one.id for one in states]).values()
        people = [
            SimpleNamespace(**{name: getattr(one, name) for name in one.__struct_fields__}, orders=[])
            for one in loaded
        ]
        by_name = {one.name: one for one in people}
        buyers = [by_name["Ada Lovelace"], by_name["Ada Lovelace"], by_name["Grace Hopper"], None]
        orders = []
        for at, buyer in enumerate(buyers):
            total = [4_000, 12_000, 30_000, 100][at]
            row = Order.objects.create(
                number=f"SO-{at}",
                party_id=buyer.id if buyer else None,
                status=["placed", "cancelled", "paid", "refunded"][at],
                placed_at=NOW - timedelta(days=20 * at),
                currency=["EUR", "EUR", "USD", "EUR"][at],
                total_minor=total,
                owner_id=shop.actor.member_id if at % 2 else None,
            )
            line = SimpleNamespace(sku=["TEA", "TEAPOT", "CUP", ""][at], description="", quantity=at)
            OrderLine.objects.create(order_id=row.id, position=1, sku=line.sku, quantity=at)
            order = SimpleNamespace(
                **{
                    name: getattr(row, name)
                    for name in ("id", "number", "status", "placed_at", "currency", "kind")
                },
                **{
                    name: getattr(row, name)
                    for name in ("source", "channel", "country", "owner_id", "unit_id")
                },
                **{name: getattr(row, name) for name in ("total_minor", "paid_minor", "refunded_minor")},
                lines=[line],
                customer=[buyer] if buyer else [],
            )
            orders.append(order)
            if buyer:
                buyer.orders.append(order)
    return people, orders


def _agree(shop: Shop, kind: str, forms: Iterable[str], records: list[Any]) -> None:
    for form in forms:
        tree = parse(form)
        rows = narrow(get_kind(kind).rows(shop.actor), tree, kind, actor=shop.actor, now=NOW)
        found = set(rows.values_list("id", flat=True))
        said = {one.id for one in records if matches(tree, one, kind, actor=shop.actor, now=NOW)}
        assert found == said, form
        assert 0 < len(found) < len(records) or form == "no.customer(and())", form
        assert describe(tree, kind, actor=shop.actor, locale="zh-hans")


def test_the_database_and_the_predicate_agree(shop: Shop, records: tuple[list[Any], list[Any]]) -> None:
    people, orders = records
    with as_tenant(shop.tenant_id):
        _agree(shop, "customer", ABOUT_CUSTOMERS, people)
        _agree(shop, "order", ABOUT_ORDERS, orders)


def test_customers_cannot_be_asked_by_orders_one_may_not_see(shop: Shop, records: Any) -> None:
    sees_customers = Grant("view", "customer", Scope.ALL)
    blind = replace(clerk(shop), grants=(sees_customers,))
    own = replace(blind, grants=(sees_customers, Grant("view", "order", Scope.OWN)))
    with as_tenant(shop.tenant_id):
        with pytest.raises(InvalidFilter, match="does not fit"):
            compile_sql(parse("some.orders(and())"), "customer", actor=blind)
        rows = narrow(get_kind("customer").rows(own), parse("some.orders(and())"), "customer", actor=own)
        assert rows.count() == 0


def test_a_relation_says_itself(shop: Shop) -> None:
    with as_tenant(shop.tenant_id):
        tree = parse("no.orders(placed_at:within:last-30-days;total:above:100 EUR)")
        words = describe(tree, "customer", actor=shop.actor, locale="en")
    assert words == "has no orders where (Placed lies in the last 30 days and Total is above 100 EUR)"
    assert Money(1, "EUR") != Money(1, "USD")


def test_the_lists_of_the_api_take_filters(shop: Shop, records: Any, api: ApiCaller) -> None:
    answer = api.get(f"/orders?filter={quote('total:above:100 EUR')}")
    assert [row["number"] for row in answer.json()["items"]] == ["SO-1"]
    assert api.get(f"/orders?filter={quote('nothing:is:1')}").json()["fields"] == {
        "filter.field": "There is no such field."
    }
    assert api.get(f"/products?filter={quote('unit_price:above:3.50')}").json()["items"] == []
    assert api.get(f"/products?filter={quote('unit_price:above:NaN')}").status_code == 422
