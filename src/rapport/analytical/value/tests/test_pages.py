"""The page of worth, seen by those who may."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.house import Shop

from rapport.analytical.value import api as value
from rapport.analytical.value.contracts import Segment
from rapport.analytical.value.tests.customers import enter_customers
from rapport.analytical.value.tests.sources import GivenPurchases, buy, draw_purchases
from rapport.kernel.identity import api as identity
from rapport.kernel.tenancy.api import as_tenant


def test_the_page_shows_the_curve_and_every_segment(
    shop: Shop, purchases: GivenPurchases, signed_in: Client, django_assert_max_num_queries: Any
) -> None:
    purchases.rows[shop.tenant_id] = draw_purchases(4, 50)
    value.recount_worth(actor=shop.actor)
    with django_assert_max_num_queries(20):
        page = signed_in.get("/worth")
    text = page.content.decode()
    assert page.status_code == 200
    assert "Champions" in text
    assert "Cannot lose them" in text
    assert "revenue-curve" in text
    assert 'style="' not in text


def test_the_page_says_what_to_do_while_nothing_is_sold(shop: Shop, signed_in: Client) -> None:
    assert "Nobody has bought anything yet" in signed_in.get("/worth").content.decode()


def test_the_page_speaks_chinese(shop: Shop, purchases: GivenPurchases, signed_in: Client) -> None:
    purchases.rows[shop.tenant_id] = draw_purchases(4, 9)
    value.recount_worth(actor=shop.actor)
    shop.person.locale = "zh-hans"
    shop.person.save()
    assert "重要客户" in signed_in.get("/worth").content.decode()


def _enter(shop: Shop, role: str) -> Any:
    person = identity.create_person(f"{role}@{shop.slug}.example", role.title(), "correct horse battery")
    member = identity.add_member(shop.tenant_id, person, [role])
    with as_tenant(shop.tenant_id):
        return identity.get_member_actor(member.id)


@pytest.mark.parametrize("role", ["clerk", "analyst", "manager"])
def test_every_role_that_sees_worth_reaches_the_page(
    shop: Shop, client_of: Callable[[Any], Client], role: str
) -> None:
    assert client_of(_enter(shop, role)).get("/worth").status_code == 200


def test_the_list_pages_through_all_buyers_and_narrows_to_a_segment(
    shop: Shop, purchases: GivenPurchases, signed_in: Client, django_assert_max_num_queries: Any
) -> None:
    ids = enter_customers(shop, 70)
    purchases.rows[shop.tenant_id] = [buy(party_id, day % 30, 100 + day) for day, party_id in enumerate(ids)]
    value.recount_worth(actor=shop.actor)
    with django_assert_max_num_queries(20):
        first = signed_in.get("/worth/customers").content.decode()
    assert first.count("/customers/01") == 50
    assert "Customer 69" in first
    with as_tenant(shop.tenant_id):
        page = value.list_buyers(shop.actor, limit=60)
        rest = value.list_buyers(shop.actor, limit=60, after=page.next_cursor)
        new = value.list_buyers(shop.actor, segments=(Segment.HIBERNATING,), limit=60)
    assert {row.id for row in (*page.rows, *rest.rows)} == set(ids)
    assert rest.next_cursor == ""
    shown = signed_in.get("/worth/customers?segment=hibernating&sort=gross_minor").content.decode()
    assert shown.count("/customers/01") == len(new.rows) > 0
    assert signed_in.get("/worth/customers?after=nonsense").content.decode().count("<tr data-id") == 50
