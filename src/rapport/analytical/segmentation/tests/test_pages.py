"""Segments on pages and by the API: made from a filter, read within one's reach, in both languages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.house import ApiCaller, Shop

from rapport.analytical.segmentation import api as segmentation
from rapport.analytical.segmentation.tests.test_filling import austrians, enter
from rapport.kernel.identity import api as identity
from rapport.kernel.tenancy.api import as_tenant

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")


def test_a_segment_is_made_from_what_the_builder_wrote(shop: Shop, signed_in: Client) -> None:
    enter(shop, "Ada", "AT")
    begin = signed_in.get("/segments/new")
    assert begin["Location"].startswith("/filters/customer/builder?at=%2Fsegments%2Fnew")
    form = signed_in.get("/segments/new?filter=country:is:AT&stage=prospect").content.decode()
    assert "1 matches" in form
    assert "stage:any_of:prospect" in form
    made = signed_in.post("/segments/new", {"name": "Alps", "about": "", "filter": "country:is:AT"})
    (line,) = _lines(shop)
    assert made["Location"] == f"/segments/{line.id}"
    assert "It is being filled" in signed_in.get(f"/segments/{line.id}").content.decode()
    wrong = signed_in.post(f"/segments/{line.id}/edit", {"name": "Alps", "filter": "in_segment:filled"})
    assert wrong.status_code == 422
    assert "not of other segments" in wrong.content.decode()
    signed_in.post(f"/segments/{line.id}/remove")
    assert _lines(shop) == []


def test_the_pages_cost_few_queries(
    shop: Shop, signed_in: Client, django_assert_max_num_queries: Any
) -> None:
    line = austrians(shop)
    for number in range(12):
        enter(shop, f"Customer {number}", "AT")
        segmentation.add_segment(f"Segment {number}", "country:is:DE", actor=shop.actor)
    segmentation.fill_all(actor=shop.actor)
    for address, most in (("/segments", 14), (f"/segments/{line.id}", 18)):
        with django_assert_max_num_queries(most):
            page = signed_in.get(address)
        assert page.status_code == 200
        assert 'style="' not in page.content.decode()


def test_the_customer_page_names_them(shop: Shop, signed_in: Client) -> None:
    ada = enter(shop, "Ada", "AT")
    line = austrians(shop)
    card = signed_in.get(f"/customers/{ada}/cards/segments").content.decode()
    assert f"/segments/{line.id}" in card


def test_the_pages_speak_chinese(shop: Shop, signed_in: Client) -> None:
    shop.person.locale = "zh-hans"
    shop.person.save()
    assert "新建客户群" in signed_in.get("/segments").content.decode()


def test_a_clerk_sees_what_their_unit_has_of_it(
    shop: Shop, client_of: Callable[[Any], Client], signed_in: Client
) -> None:
    enter(shop, "Ada", "AT")
    line = austrians(shop)
    person = identity.create_person(f"clerk@{shop.slug}.example", "Clerk", "correct horse battery")
    member = identity.add_member(shop.tenant_id, person, ["clerk"])
    with as_tenant(shop.tenant_id):
        clerk = identity.get_member_actor(member.id)
        assert [one.members for one in segmentation.list_segments(clerk)] == [0]
        assert not segmentation.list_members(line.id, actor=clerk).exists()
        assert segmentation.list_days(line.id, actor=clerk) == []
    client = client_of(clerk)
    assert client.get(f"/segments/{line.id}").status_code == 200
    assert client.get(f"/segments/{line.id}/edit").status_code == 403


def test_the_api_makes_changes_and_reads(shop: Shop, api: ApiCaller) -> None:
    ada = enter(shop, "Ada", "AT")
    made = api.post("/segments", {"name": "Alps", "filter": "country:is:AT"})
    assert made.status_code == 201
    one = f"/segments/{made.json()['id']}"
    segmentation.fill_all(actor=shop.actor)
    read = api.get(one).json()
    assert (read["code"], read["members"], read["trouble"]) == ("alps", 1, "")
    assert [row["party_id"] for row in api.get(f"{one}/members").json()["items"]] == [str(ada)]
    assert api.get(f"{one}/moves").json()["items"] == []
    assert [row["members"] for row in api.get(f"{one}/days").json()["items"]] == [1]
    assert api.patch(one, {"name": "Mountains"}).json()["name"] == "Mountains"
    assert api.post("/segments", {"name": "All", "filter": ""}).status_code == 409
    assert [row["name"] for row in api.get("/segments").json()["items"]] == ["Mountains"]
    assert api.delete(one).status_code == 204
    assert api.get(one).status_code == 404


def _lines(shop: Shop) -> list[Any]:
    with as_tenant(shop.tenant_id):
        return segmentation.list_segments(shop.actor)
