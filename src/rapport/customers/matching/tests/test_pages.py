"""Merging in the browser: found, compared, made one, parted again."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from tests.house import Shop

from rapport.customers.matching.api import list_merges
from rapport.customers.party.api import get_customer
from rapport.customers.party.tests.people import enter
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant


def test_two_are_compared_merged_and_parted(shop: Shop, signed_in: Client) -> None:
    ada = enter(shop, "Ada <Lovelace>", "ada@x.org", city="London")
    twin = enter(shop, "A. L.", "ada@x.org", city="Paris")
    page = f"/customers/{ada.id}/merge"
    assert "A. L." in signed_in.get(page).content.decode()
    found = signed_in.get(page, {"q": "A. L"}).content.decode()
    assert f"?with={twin.id}" in found
    compared = signed_in.get(page, {"with": str(twin.id)}).content.decode()
    assert "Ada &lt;Lovelace&gt;" in compared
    assert "Paris" in compared
    signed_in.post(f"{page}/do", {"with": twin.id, "city": "other", "name": "mine", "tenant_id": "other"})
    with as_tenant(shop.tenant_id):
        state = get_customer(twin.id, actor=shop.actor)
        (line,) = list_merges(ada.id, actor=shop.actor)
    assert (state.id, state.name, state.city) == (ada.id, "Ada <Lovelace>", "Paris")
    signed_in.post(f"/merges/{line.id}/undo")
    with as_tenant(shop.tenant_id):
        assert get_customer(twin.id, actor=shop.actor).id == twin.id


def test_two_selected_in_the_list_are_compared(shop: Shop, signed_in: Client) -> None:
    ada, twin, third = enter(shop, "Ada"), enter(shop, "Twin"), enter(shop, "Third")
    assert 'formaction="/customers/merge"' in signed_in.get("/customers").content.decode()
    two = signed_in.post("/customers/merge", {"ids": [str(ada.id), str(twin.id)]})
    assert two["Location"] == f"/customers/{ada.id}/merge?with={twin.id}"
    for wrong in ([], [str(ada.id)], [str(ada.id), str(ada.id)], [str(ada.id), str(twin.id), str(third.id)]):
        assert signed_in.post("/customers/merge", {"ids": wrong})["Location"] == "/customers"
    assert signed_in.post("/customers/merge", {"ids": ["x", "y"]}).status_code == 422


def test_the_customers_page_names_likely_duplicates(shop: Shop, signed_in: Client) -> None:
    ada = enter(shop, "Ada", "ada@x.org")
    enter(shop, "Her Twin", "ada@x.org")
    assert "Her Twin" in signed_in.get(f"/customers/{ada.id}/cards/twins").content.decode()


def test_strangers_and_nonsense_are_answered_alike(
    shop: Shop, other_shop: Shop, client_of: Callable[[Any], Client], signed_in: Client
) -> None:
    ada, theirs = enter(shop).id, enter(other_shop).id
    for who in (theirs, new_id()):
        assert signed_in.get(f"/customers/{who}/merge").status_code == 404
        assert signed_in.get(f"/customers/{ada}/merge", {"with": str(who)}).status_code == 404
    assert signed_in.get(f"/customers/{ada}/merge", {"with": "x"}).status_code in (400, 422)
    assert signed_in.get(f"/customers/{ada}/merge/do").status_code == 405
    assert client_of(other_shop.actor).get(f"/customers/{ada}/merge").status_code == 404
