"""Each order the list of customers offers walks an index, asked by the app's role among fifty thousand."""

from collections.abc import Iterator

import pytest
from django.db import connection
from tests.house import Shop
from tests.plans import find_sorted, gather_statistics

from rapport.customers.party.http.columns import list_columns
from rapport.customers.party.http.lists import CUSTOMERS
from rapport.customers.party.queries.lists import ORDERS, list_living
from rapport.customers.party.tests.test_filter_plans import CROWD, NOW, PEOPLE
from rapport.kernel.paging.api import by_column
from rapport.kernel.tenancy.api import as_tenant


@pytest.fixture
def crowd(shop: Shop) -> Iterator[None]:
    """Fifty thousand customers, whom the statistics know."""
    values = {"salt": shop.slug, "now": NOW, "owner": shop.actor.member_id, "unit": None, "people": PEOPLE}
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute(CROWD, values)
    gather_statistics("party")
    yield


def test_each_sort_walks_an_index(shop: Shop, crowd: None) -> None:
    with as_tenant(shop.tenant_id):
        rows = list_living(shop.actor)
        assert find_sorted(rows, ORDERS) == {}
        assert find_sorted(rows, {"website": by_column("website")}), "an order without an index is told apart"


def test_every_sort_the_columns_offer_has_its_order(shop: Shop) -> None:
    offered = {column.name for column in list_columns(shop.actor) if column.sort}
    assert offered == set(CUSTOMERS.orders)
