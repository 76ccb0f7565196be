"""Orders and customers put together by what they share: every group leads to exactly its rows."""

import re
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from tests.house import Shop

from rapport.customers.party.tests.people import enter, unit
from rapport.kernel.filters import api as filters
from rapport.kernel.identity.api import FieldRule
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.orders.http.lists import SALES
from rapport.operational.products.api import create_product
from rapport.ui.queries import get_records

MANY = """
insert into sales_order (id, number, status, placed_at, currency, total_minor, unit_id, channel)
select md5(%(salt)s || n)::uuid, 'N-' || n, case when n %% 3 = 0 then 'paid' else 'completed' end,
       timestamptz '2026-01-31 23:30+00' + n %% 3 * interval '31 days',
       case when n %% 2 = 0 then 'EUR' else 'USD' end, 100, case when n %% 4 = 0 then %(unit)s::uuid end,
       case when n %% 5 = 0 then 'web ' || n %% 2 else '' end
  from generate_series(1, %(count)s) n
"""


@pytest.fixture
def sold(shop: Shop) -> None:
    """Sixty orders of a hundred cents, in two currencies, three months, two statuses."""
    sell(shop, 60)


def sell(shop: Shop, count: int) -> None:
    values: dict[str, Any] = {"salt": shop.slug, "count": count, "unit": unit(shop, "berlin")}
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute(MANY, values)


def groups_of(shop: Shop, kind: str, name: str, actor: Any = None) -> list[filters.Group]:
    """Return the groups of all there is of a kind."""
    actor, records = actor or shop.actor, get_records(kind)
    (field,) = filters.list_fields_named(kind, [name], actor)
    sums = filters.list_fields_named(kind, records.sums, actor)
    return filters.group(records.rows(actor), field, filters.read_for(kind, actor), sums)


class TestGroups:
    @pytest.mark.parametrize("kind", ["order", "customer", "product"])
    def test_each_leads_to_exactly_its_rows(self, shop: Shop, sold: None, kind: str) -> None:
        for number in range(7):
            enter(
                shop,
                f"C{number}",
                country=("DE", "CN", "")[number % 3],
                kind=("person", "company")[number % 2],
            )
            create_product({"sku": f"P{number}", "name": "Tea", "active": number > 4}, actor=shop.actor)
        records = get_records(kind)
        with as_tenant(shop.tenant_id):
            rows = records.rows(shop.actor)
            for name in records.groups:
                groups = groups_of(shop, kind, name)
                assert filters.add_up(groups)[0] == rows.count(), name
                for one in groups:
                    found = filters.narrow(
                        rows, filters.check(one.where, kind, actor=shop.actor), kind, actor=shop.actor
                    )
                    assert found.count() == one.count, (name, one)

    def test_amounts_of_each_currency_are_added_by_themselves(self, shop: Shop, sold: None) -> None:
        with as_tenant(shop.tenant_id):
            paid = next(one for one in groups_of(shop, "order", "status") if one.label == "Paid")
        assert (paid.count, dict(paid.sums["total"])) == (20, {"EUR": 1000, "USD": 1000})

    def test_months_are_those_of_the_business(self, shop: Shop, sold: None) -> None:
        with as_tenant(shop.tenant_id):
            found = [(one.label, one.where.values) for one in groups_of(shop, "order", "placed_at")]
        assert found == [
            ("April 2026", ("2026-04",)),
            ("March 2026", ("2026-03",)),
            ("February 2026", ("2026-02",)),
        ], "half past eleven in London is tomorrow, and next month, in Berlin"

    def test_a_hidden_field_neither_groups_nor_is_added_up(self, shop: Shop, sold: None) -> None:
        rules = (FieldRule("order", "status", "hidden"), FieldRule("order", "total", "hidden"))
        blind = type(shop.actor)(shop.tenant_id, "member", shop.actor.id, "Blind", shop.actor.grants, rules)
        names = [one.name for one in filters.list_fields_named("order", SALES.groups, blind)]
        assert "status" not in names
        assert "placed_at" in names
        assert [one.name for one in filters.list_fields_named("order", SALES.sums, blind)] == [
            "paid",
            "refunded",
        ]


class TestPage:
    def test_shows_groups_that_lead_on(self, shop: Shop, sold: None, signed_in: Client) -> None:
        text = signed_in.get("/orders?group=status&filter=currency:is:EUR").content.decode()
        assert "Together" in text
        assert "<tr data-id" not in text
        for href, label, count in re.findall(
            r'data-phone="title"><a href="([^"]+)"><bdi>([^<]+)</bdi>.*?corner">(\d+)<', text
        ):
            rows = signed_in.get(unescape(href)).content.decode()
            assert "group=" not in href
            assert rows.count("<tr data-id") == int(count), label
        kept = signed_in.post(
            f"/lists/order/views?{urlencode({'query': 'group=unit'})}", {"name": "By unit", "shared": "own"}
        )
        assert "Berlin" in signed_in.get(kept.headers["Location"]).content.decode()
        assert "<tr data-id" in signed_in.get("/orders?group=note").content.decode()

    def test_many_are_added_up_beside_the_page(
        self, shop: Shop, signed_in: Client, django_assert_max_num_queries: Any
    ) -> None:
        sell(shop, 10_050)
        with django_assert_max_num_queries(20):
            page = signed_in.get("/orders?group=status").content.decode()
        assert "Together" not in page
        assert "/orders?sort=-placed_at&amp;group=status&amp;exact=1" in page
        part = signed_in.get("/orders?group=status&exact=1", headers={"HX-Request": "true"}).content.decode()
        assert part.lstrip().startswith("<div")
        assert "10,050" in part
        assert "Together" in signed_in.get("/orders?group=status&exact=1").content.decode()

    def test_nothing_has_no_groups(self, signed_in: Client) -> None:
        assert "No orders yet" in signed_in.get("/orders?group=status").content.decode()
