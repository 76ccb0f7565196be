"""The list of orders: walked, narrowed, kept as a view, given out as a file, and never one query a row."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.house import Shop
from tests.plans import find_sorted, gather_statistics

from rapport.customers.party.api import CustomerDraft, create_customer, create_customers
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.orders.contracts import NewLine, NewOrder
from rapport.operational.orders.models import Order
from rapport.operational.orders.operations import place_order, upsert_orders
from rapport.operational.orders.queries import list_orders
from rapport.operational.orders.queries.lists import ORDERS

TEN = NewLine(quantity=Decimal(2), unit_price=Decimal(5), description="Tea <b>")
CROWD = """
insert into sales_order (id, number, status, placed_at, currency, total_minor)
select md5(%s || n)::uuid, 'N-' || n, case when n %% 9 = 0 then 'paid' else 'completed' end,
       now() - n * interval '1 hour', 'EUR', n
  from generate_series(1, 20000) n
"""


def order_of(shop: Shop, **values: Any) -> Order:
    return place_order(NewOrder(lines=(TEN,), **values), actor=shop.actor)


class TestList:
    def test_shows_orders_and_their_customers(self, shop: Shop, signed_in: Client) -> None:
        ada = create_customer(CustomerDraft(name="Ada <Lovelace>"), actor=shop.actor)
        order_of(shop, party_id=ada.id)
        order_of(shop, guest_name="Bob")
        page = signed_in.get("/orders")
        text = page.content.decode()
        assert "Ada &lt;Lovelace&gt;" in text
        assert "Bob" in text

    def test_searches_filters_sorts(self, shop: Shop, signed_in: Client) -> None:
        for number in ("A-1", "A-2", "B-1"):
            order_of(shop, number=number)
        for query, found in (
            ("q=A-", 2),
            ("status=placed", 3),
            ("status=paid", 0),
            ("placed=7&sort=number", 3),
            ("sort=tenant_id&status=nonsense", 3),
            ("cols=number,paid,kind", 3),
            (urlencode({"filter": "number:starts_with:A-;total:above:1 EUR"}), 2),
        ):
            text = signed_in.get(f"/orders?{query}").content.decode()
            assert text.count("<tr data-id") == found, query

    def test_pages_by_key(self, shop: Shop, signed_in: Client) -> None:
        rows = [NewOrder(lines=(TEN,), number=f"N-{number:03}") for number in range(60)]
        upsert_orders(list(enumerate(rows)), "create", actor=shop.actor)
        first = signed_in.get("/orders?sort=number").content.decode()
        assert first.count("<tr data-id") == 50
        after = first.split("after=")[1].split('"')[0]
        rest = signed_in.get(f"/orders?sort=number&after={after}").content.decode()
        assert rest.count("<tr data-id") == 10
        assert "N-059" in rest

    def test_asks_as_often_for_fifty_as_for_one(self, shop: Shop, signed_in: Client) -> None:
        def ask() -> int:
            with CaptureQueriesContext(connection) as asked:
                signed_in.get("/orders")
            return len(asked)

        order_of(shop, party_id=create_customer(CustomerDraft(name="A"), actor=shop.actor).id)
        ask()
        one = ask()
        parties = create_customers([CustomerDraft(name=f"C{n}") for n in range(40)], actor=shop.actor)
        rows = [NewOrder(lines=(TEN,), number=f"N-{p.id}", party_id=p.id) for p in parties]
        upsert_orders(list(enumerate(rows)), "create", actor=shop.actor)
        assert ask() == one
        assert one <= 18

    def test_each_sort_walks_an_index(self, shop: Shop) -> None:
        with as_tenant(shop.tenant_id), connection.cursor() as cursor:
            cursor.execute(CROWD, [shop.slug])
        gather_statistics("sales_order")
        with as_tenant(shop.tenant_id):
            assert find_sorted(list_orders(shop.actor), ORDERS) == {}

    def test_keeps_a_view(self, shop: Shop, signed_in: Client) -> None:
        order_of(shop, number="A-1")
        kept = signed_in.post("/lists/order/views?query=status%3Dpaid", {"name": "Paid", "shared": "own"})
        assert "<tr data-id" not in signed_in.get(kept.headers["Location"]).content.decode()

    def test_goes_out_as_a_file_as_it_stands(self, shop: Shop, signed_in: Client) -> None:
        chosen = order_of(shop, number="A-1")
        order_of(shop, number="B-1")
        page = signed_in.get("/orders?q=A-&status=placed&left=unsent").content.decode()
        assert "/exports/orders.csv?" in page
        assert "data-bulk" in page
        for query, found in (("", 2), ("?q=A-", 1), ("?left=unsent", 0), ("?sort=number&cols=number", 2)):
            text = b"".join(signed_in.get(f"/exports/orders.jsonl{query}")).decode()
            assert text.count("\n") == found, query
        selected = signed_in.post("/exports/orders", {"ids": [str(chosen.id)], "form": "jsonl"})
        assert b"".join(selected).count(b"\n") == 1
        matching = {"all": "1", "query": "/orders?q=B-", "form": "jsonl"}
        assert b"B-1" in b"".join(signed_in.post("/exports/orders", matching))
