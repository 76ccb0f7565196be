"""The customer page: what it shows, what it costs, and that strangers get nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.house import Shop

from rapport.customers.party.api import hand_over
from rapport.customers.party.tests.people import enter, unit
from rapport.kernel.ids import new_id

Bound = Callable[..., Any]
HOSTILE = "<script>alert(1)</script>\"><img src=x onerror=alert(2)>'"


def test_shows_who_and_how_to_reach(signed_in: Client, shop: Shop) -> None:
    state = enter(shop, "Ada Lovelace", "ada@example.com", "+44 20 7946 0018", city="London", tags=("vip",))
    page = signed_in.get(f"/customers/{state.id}").content.decode()
    for text in ("Ada Lovelace", "mailto:ada@example.com", "tel:+442079460018", "London", "vip"):
        assert text in page


def test_hostile_text_stays_text(signed_in: Client, shop: Shop) -> None:
    state = enter(shop, HOSTILE, city=HOSTILE[:100])
    for path in (f"/customers/{state.id}", "/customers", "/", f"/customers/{state.id}/history"):
        page = signed_in.get(path).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_history_says_names_where_ids_were_kept(signed_in: Client, shop: Shop) -> None:
    north, south = unit(shop, "north"), unit(shop, "south")
    state = enter(shop, "Ada Lovelace", unit_id=north)
    hand_over([state.id], actor=shop.actor, unit_id=south, owner_id=shop.actor.member_id)
    for path in (f"/customers/{state.id}/history", f"/settings/history?record={state.id}"):
        page = signed_in.get(path).content.decode()
        for name in ("North", "South", shop.actor.name):
            assert name in page, (path, name)
        assert str(south) not in page and str(north) not in page, path


def test_the_header_is_drawn_anew_by_itself(
    signed_in: Client, shop: Shop, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    state = enter(shop, "Ada Lovelace", city="London")
    with django_assert_max_num_queries(12):
        head = signed_in.get(f"/customers/{state.id}/head").content.decode()
    assert "Ada Lovelace" in head and "London" in head
    assert "<html" not in head


def test_a_strangers_customer_is_no_customer(signed_in: Client, other_shop: Shop) -> None:
    state = enter(other_shop, "Somebody Else")
    theirs, none = signed_in.get(f"/customers/{state.id}"), signed_in.get(f"/customers/{new_id()}")
    assert theirs.status_code == none.status_code == 404
    assert "Somebody" not in theirs.content.decode()


def test_costs_few_queries(
    signed_in: Client, shop: Shop, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    state = enter(shop, "Ada Lovelace", "ada@example.com")
    signed_in.get(f"/customers/{state.id}")
    with django_assert_max_num_queries(25):
        signed_in.get(f"/customers/{state.id}")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_speaks_both_languages(signed_in: Client, shop: Shop, language: str) -> None:
    state = enter(shop, "王小明")
    signed_in.post("/language", {"language": language, "next": "/"})
    page = signed_in.get(f"/customers/{state.id}").content.decode()
    assert ("How to reach them" in page) == (language == "en")
