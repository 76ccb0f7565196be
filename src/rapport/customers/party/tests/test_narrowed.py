"""The list of customers narrowed: whatever is asked, its pages hold each match once, in few queries."""

import re
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from tests.house import Shop

from rapport.customers.party.tests.crowds import enter_crowd
from rapport.kernel.fields.api import define_field
from rapport.kernel.paging import operations
from rapport.kernel.paging.models import Snapshot
from rapport.kernel.tenancy.api import as_tenant

QUERIES = 25
NARROW = "stage:is_not:former;country:filled"
ASKED = "some.orders(status:is:placed);stage:is:customer"
NEXT = re.compile(r'href="([^"]*after=[^"]*)" hx-get')
ROW = re.compile(r'<tr data-id="([^"]+)"')


def turn_pages(browser: Client, address: str, counting: Any) -> list[str]:
    """Return the rows of every page, each opened in few queries."""
    rows: list[str] = []
    while address:
        with counting(QUERIES):
            page = browser.get(address).content.decode()
        rows += ROW.findall(page)
        found = NEXT.search(page)
        address = unescape(found[1]) if found else ""
    return rows


@pytest.mark.parametrize("few", [2_000, 50])
@pytest.mark.parametrize("sort", ["name", "-spent", "city", "-field.seats"])
def test_pages_hold_every_match_once(
    shop: Shop,
    signed_in: Client,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: Any,
    *,
    few: int,
    sort: str,
) -> None:
    monkeypatch.setattr(operations, "FEW", few)
    monkeypatch.setattr(operations, "PATIENCE_MS", 60_000)
    define_field("customer", "seats", "Seats", "integer", actor=shop.actor)
    enter_crowd(shop, 240)
    address = f"/customers?sort={sort}&cols=name,city,field.seats&filter={quote(NARROW)}"
    rows = turn_pages(signed_in, address, django_assert_max_num_queries)
    assert len(rows) == len(set(rows)) == 120
    with as_tenant(shop.tenant_id):
        assert Snapshot.objects.exists() == (few > len(rows))


def test_a_filter_over_other_records_costs_as_few(
    shop: Shop, signed_in: Client, django_assert_max_num_queries: Any
) -> None:
    enter_crowd(shop)
    address = f"/customers?sort=-last_touch&filter={quote(ASKED)}"
    assert turn_pages(signed_in, address, django_assert_max_num_queries) == []
