"""Every list there is: it opens in few queries, and each order it offers walks an index."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from rapport.kernel.filters import api as filters
from rapport.kernel.paging.api import order_by_all
from rapport.kernel.tenancy.api import as_tenant
from rapport.ui.queries import get_records
from rapport.ui.registry import RECORDS
from tests.house import ApiCaller, Shop
from tests.plans import explain, find_sorted, note

QUERIES = 25
PATHS = {"customer": "/customers", "order": "/orders", "product": "/products", "prospect": "/prospects"}
PATHS |= {"account": "/key-accounts", "task": "/tasks", "request": "/data-requests", "rate": "/rates"}
"""Where programs read the lists that have orders of their own."""


@pytest.fixture
def unwilling(shop: Shop) -> Iterator[None]:
    """Tables are empty here, and small ones are read whole: have the planner do so only where it must."""
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off; set local enable_sort = off")
        cursor.execute("set local enable_incremental_sort = on")
        yield


def test_each_order_walks_an_index(shop: Shop, unwilling: None) -> None:
    missed: dict[str, str] = {}
    for kind in RECORDS:
        records = get_records(kind)
        found = find_sorted(records.rows(shop.actor), records.orders)
        missed |= {f"{kind}: {name}": plan for name, plan in found.items()}
        offered = {column.name for column in records.columns(shop.actor) if column.sort}
        assert offered == set(records.orders), kind
        assert records.default_sort.lstrip("-") in records.orders, kind
    assert missed == {}
    assert len(RECORDS) >= 8


def test_each_day_of_a_calendar_walks_an_index(shop: Shop, unwilling: None) -> None:
    days = [date(2026, 11, 1) + timedelta(days=at) for at in range(42)]
    missed = []
    for kind in RECORDS:
        records = get_records(kind)
        for name in records.calendar.days if records.calendar else ():
            reading = filters.read_for(kind, shop.actor)
            asked: list[tuple[str, Any]] = []
            with connection.execute_wrapper(note(asked)):
                filters.list_by_day(records.rows(shop.actor), reading.fields[name], days, reading, most=101)
            plan = explain(asked[-1])
            walked = [line for line in plan.splitlines() if "Index Cond" in line]
            column = filters.column_of(kind, name)
            if sum(column in line for line in walked) < len(days):
                missed.append((kind, name, plan[:900]))
    assert missed == []


def test_each_opens_in_few_queries(shop: Shop, signed_in: Client, django_assert_max_num_queries: Any) -> None:
    for kind in RECORDS:
        records = get_records(kind)
        with django_assert_max_num_queries(QUERIES):
            page = signed_in.get(records.path)
        assert page.status_code == 200, kind
        kept = signed_in.post(f"/lists/{kind}/views?query=", {"name": "Mine", "shared": "own"})
        assert signed_in.get(kept.headers["Location"]).status_code == 200, kind


def test_several_orders_walk_the_index_of_the_first(shop: Shop, unwilling: None) -> None:
    missed: dict[str, str] = {}
    for kind in RECORDS:
        records = get_records(kind)
        for name, order in records.orders.items():
            others = [other for other in records.orders.values() if other is not order][:2]
            both = order_by_all([(order, False), *((other, True) for other in others)])
            found = find_sorted(records.rows(shop.actor), {name: both})
            missed |= {f"{kind}: {one}": plan for one, plan in found.items()}
    assert missed == {}


def test_programs_sort_by_the_same_orders(api: ApiCaller) -> None:
    assert RECORDS.keys() >= PATHS.keys()
    for kind, path in PATHS.items():
        names = [*get_records(kind).orders, "id"][:3]
        sort = f"-{names[0]},{','.join(names[1:])}"
        answer = api.get(f"{path}?sort={sort}")
        assert answer.status_code == 200, (kind, sort, answer.content)
