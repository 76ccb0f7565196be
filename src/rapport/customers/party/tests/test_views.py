"""Views of the list of customers: kept, opened, shared, pinned, removed and taken back."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from tests.house import Shop

from rapport.customers.party.tests.people import clerk, enter
from rapport.kernel.errors import Forbidden, Invalid, Missing
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.views import api as views

QUERY = "sort=-name&cols=name%2Ccity%3A20&stage=customer"


def test_a_view_is_kept_opened_and_removed_from_the_list(shop: Shop, signed_in: Client) -> None:
    enter(shop, "Ann", stage="customer")
    enter(shop, "Ben")
    kept = signed_in.post(
        f"/lists/customer/views?{urlencode({'query': QUERY})}",
        {"name": "Buyers <b>", "shared": "all"},
    )
    address = kept.headers["Location"]
    page = signed_in.get(address).content.decode()
    assert "Ann" in page
    assert "Ben" not in page
    assert "Buyers &lt;b&gt;" in page
    assert 'data-column="city"' in page
    assert 'data-column="email"' not in page.partition("<tbody>")[0].partition("<thead>")[2]
    view_id = address.partition("view=")[2]
    signed_in.post(f"/lists/views/{view_id}/mark", {"standard": "1", "pinned": "1"})
    assert "Ben" not in signed_in.get("/customers").content.decode()
    assert "Ben" in signed_in.get("/customers?view=all").content.decode()
    signed_in.post(f"/lists/views/{view_id}/remove")
    assert "Ben" in signed_in.get("/customers").content.decode()
    signed_in.post(f"/lists/views/{view_id}/restore")
    assert "Ben" not in signed_in.get("/customers").content.decode()


def test_views_are_seen_by_those_they_are_shared_with_and_changed_by_their_owner(shop: Shop) -> None:
    stranger = clerk(shop, verbs=("view",))
    with as_tenant(shop.tenant_id):
        own = views.create_view("customer", "Mine", QUERY, actor=shop.actor)
        ours = views.create_view("customer", "Ours", QUERY, shared="all", actor=shop.actor)
        assert [view.name for view in views.list_views("customer", actor=stranger)] == ["Ours"]
        with pytest.raises(Missing):
            views.get_view(own.id, actor=stranger)
        with pytest.raises(Forbidden):
            views.change_view(ours.id, name="Theirs", actor=stranger)
        with pytest.raises(Forbidden):
            views.create_view("customer", "All", QUERY, shared="all", actor=stranger)
        assert not views.mark_view(ours.id, pinned=True, actor=stranger).mine
        assert not views.get_view(ours.id, actor=shop.actor).pinned


@pytest.mark.parametrize("values", [{"name": ""}, {"name": "x" * 81}, {"query": "q=" + "x" * 7_000}])
def test_nonsense_is_not_kept(shop: Shop, values: dict[str, Any]) -> None:
    with as_tenant(shop.tenant_id), pytest.raises(Invalid):
        views.create_view("customer", **{"name": "A", "query": "", **values}, actor=shop.actor)


def test_the_list_keeps_to_its_queries(
    shop: Shop, signed_in: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        enter(shop, f"C{number}", tags=("t",))
    with django_assert_max_num_queries(25):
        assert signed_in.get("/customers").status_code == 200
