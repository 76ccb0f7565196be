"""Each order the list of customers offers walks an index, asked by the app's role among fifty thousand."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, connections
from tests.house import Shop

from rapport.customers.party.http.lists import CUSTOMERS, list_columns
from rapport.customers.party.queries.lists import ORDERS, list_living
from rapport.customers.party.tests.test_filter_plans import CROWD, NOW, PEOPLE
from rapport.kernel.paging.api import by_column, walk
from rapport.kernel.tenancy.api import as_tenant

Asked = list[tuple[str, Any]]


@pytest.fixture
def crowd(shop: Shop) -> Iterator[None]:
    """Fifty thousand customers, whom the statistics know."""
    values = {"salt": shop.slug, "now": NOW, "owner": shop.actor.member_id, "unit": None, "people": PEOPLE}
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute(CROWD, values)
    with connections["owner"].cursor() as cursor:
        cursor.execute("analyze party")
    yield


def test_each_sort_walks_an_index(shop: Shop, crowd: None) -> None:
    missed: dict[str, str] = {}
    with as_tenant(shop.tenant_id):
        rows = list_living(shop.actor)
        for name, order in ORDERS.items():
            for descending in (False, True):
                asked: Asked = []
                with connection.execute_wrapper(_note(asked)):
                    first = walk(rows, order, descending=descending)
                    walk(rows, order, descending=descending, cursor=first.next_cursor)
                for plan in map(_explain, asked):
                    if "Index" not in plan or "Seq Scan" in plan or "Sort" in plan:
                        missed[f"{'-' * descending}{name}"] = plan
        assert missed == {}
        asked = []
        with connection.execute_wrapper(_note(asked)):
            walk(rows, by_column("website"))
        assert "Sort" in _explain(asked[0]), "an order without an index is told apart"


def test_every_sort_the_columns_offer_has_its_order(shop: Shop) -> None:
    offered = {column.name for column in list_columns(shop.actor) if column.sort}
    assert offered == set(CUSTOMERS.orders)


def _note(asked: Asked) -> Callable[..., Any]:
    def run(execute: Callable[..., Any], statement: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((statement, params))
        return execute(statement, params, many, context)

    return run


def _explain(asked: tuple[str, Any]) -> str:
    statement, params = asked
    with connection.cursor() as cursor:
        cursor.execute(f"explain {statement}", params)
        return "\n".join(row[0] for row in cursor.fetchall())
