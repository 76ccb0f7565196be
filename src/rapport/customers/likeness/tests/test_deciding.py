"""From the search to the decision, behind the walls: kept, merged, kept apart, taken back."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from tests.house import ApiCaller, Shop

from rapport.customers.likeness import api as likeness
from rapport.customers.likeness.contracts import PairLine
from rapport.customers.likeness.operations.deciding import merge_likely, part_batch
from rapport.customers.likeness.operations.searching import is_due, search_pairs
from rapport.customers.matching.api import merge_customers
from rapport.customers.party.api import get_customer
from rapport.customers.party.tests.people import clerk, enter, unit
from rapport.kernel.errors import Conflict, Forbidden, Missing
from rapport.kernel.identity.api import Scope
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant


def person(shop: Shop, given: str, family: str, birth: str, **more: Any) -> UUID:
    """Enter somebody with a name in two parts and a birthday."""
    names = {"given_name": given, "family_name": family, "birth_date": date.fromisoformat(birth)}
    return enter(shop, f"{given} {family}", **names, **more).id


@pytest.fixture
def twins(shop: Shop) -> tuple[UUID, UUID]:
    """Two records of one person, and a third of another."""
    person(shop, "Charles", "Babbage", "1931-12-26", city="London")
    first = person(shop, "Ada", "Lovelace", "1915-12-10", city="London")
    return first, person(shop, "Ada", "Lovelase", "1915-12-10", city="London")


def look(shop: Shop) -> list[PairLine]:
    """Search, and return the open pairs."""
    search_pairs(actor=shop.actor)
    with as_tenant(shop.tenant_id):
        return likeness.list_pairs(actor=shop.actor)


class TestSearch:
    def test_keeps_the_pair_and_what_to_expect(self, shop: Shop, twins: tuple[UUID, UUID]) -> None:
        (pair,) = look(shop)
        assert {pair.low_id, pair.high_id} == set(twins)
        assert pair.agreements["family"] == "similar"
        with as_tenant(shop.tenant_id):
            search = likeness.find_last_search()
        assert search is not None
        assert (search.customers, search.pairs, search.learnt) == (3, 1, False)
        assert [one.pairs for one in search.expectations if one.threshold == 0.5] == [1]

    def test_is_due_only_after_a_change(self, shop: Shop, twins: tuple[UUID, UUID]) -> None:
        assert is_due(actor=shop.actor)
        search_pairs(actor=shop.actor)
        assert not is_due(actor=shop.actor)
        enter(shop, "Somebody New")
        assert is_due(actor=shop.actor)

    def test_a_second_search_forgets_what_no_longer_looks_alike(
        self, shop: Shop, twins: tuple[UUID, UUID]
    ) -> None:
        look(shop)
        merge_customers(*twins, actor=shop.actor)
        assert look(shop) == []

    def test_stops_when_told_and_keeps_nothing(self, shop: Shop, twins: tuple[UUID, UUID]) -> None:
        def stop(done: int, steps: int) -> None:
            if done == steps - 1:
                raise InterruptedError

        with pytest.raises(InterruptedError):
            search_pairs(actor=shop.actor, tell=stop)
        with as_tenant(shop.tenant_id):
            assert likeness.find_last_search() is None

    def test_sees_no_other_business(self, shop: Shop, other_shop: Shop, twins: tuple[UUID, UUID]) -> None:
        person(other_shop, "Ada", "Lovelace", "1915-12-10", city="London")
        assert look(other_shop) == []
        (pair,) = look(shop)
        assert {pair.low_id, pair.high_id} == set(twins)

    def test_refuses_who_may_not_merge(self, shop: Shop) -> None:
        reader = clerk(shop, scope=Scope.ALL, verbs=("view",))
        with pytest.raises(Forbidden):
            search_pairs(actor=reader)


class TestDecide:
    def test_one_customer_and_back_again(self, shop: Shop, twins: tuple[UUID, UUID]) -> None:
        (pair,) = look(shop)
        line = likeness.merge_pair(pair.id, actor=shop.actor)
        assert (line.survivor_id, line.merged_id) == twins
        with as_tenant(shop.tenant_id):
            assert likeness.list_pairs(actor=shop.actor) == []
        with pytest.raises(Conflict):
            likeness.merge_pair(pair.id, actor=shop.actor)
        assert likeness.reopen_pair(pair.id, actor=shop.actor).state == "open"
        with as_tenant(shop.tenant_id):
            assert get_customer(twins[1], actor=shop.actor).id == twins[1]

    def test_two_customers_are_never_asked_about_again(self, shop: Shop, twins: tuple[UUID, UUID]) -> None:
        (pair,) = look(shop)
        likeness.keep_apart(pair.id, actor=shop.actor)
        assert look(shop) == []
        with as_tenant(shop.tenant_id):
            search = likeness.find_last_search()
        assert search is not None
        assert [(one.decided, one.refuted) for one in search.expectations if one.threshold == 0.5] == [(1, 1)]
        assert likeness.reopen_pair(pair.id, actor=shop.actor).state == "open"

    def test_a_pair_merged_elsewhere_is_refused(self, shop: Shop, twins: tuple[UUID, UUID]) -> None:
        (pair,) = look(shop)
        merge_customers(*twins, actor=shop.actor)
        with pytest.raises(Conflict):
            likeness.merge_pair(pair.id, actor=shop.actor)

    def test_many_at_once_and_all_back(self, shop: Shop, twins: tuple[UUID, UUID]) -> None:
        person(shop, "Grace", "Hopper", "1906-12-09", city="New York")
        person(shop, "Grace", "Hoper", "1906-12-09", city="New York")
        assert len(look(shop)) == 2
        batch = new_id()
        assert merge_likely(0.5, actor=shop.actor, batch_id=batch) == {"merged": 2, "left": 0}
        assert part_batch(batch, actor=shop.actor) == {"parted": 2, "left": 0}
        with as_tenant(shop.tenant_id):
            assert len(likeness.list_pairs(actor=shop.actor)) == 2


class TestWalls:
    def test_a_clerk_decides_only_about_their_own(self, shop: Shop, twins: tuple[UUID, UUID]) -> None:
        (pair,) = look(shop)
        outsider = clerk(shop, unit_id=unit(shop, "far"), verbs=("view", "merge"))
        with as_tenant(shop.tenant_id):
            assert likeness.list_pairs(actor=outsider) == []
        with pytest.raises(Missing):
            likeness.merge_pair(pair.id, actor=outsider)

    def test_a_stranger_finds_nothing(self, shop: Shop, other_shop: Shop, twins: tuple[UUID, UUID]) -> None:
        (pair,) = look(shop)
        with pytest.raises(Missing):
            likeness.keep_apart(pair.id, actor=other_shop.actor)


def test_programs_search_and_decide(api: ApiCaller, shop: Shop) -> None:
    assert api.get("/duplicates/search").status_code == 404
    person(shop, "Ada", "Lovelace", "1915-12-10", city="London")
    person(shop, "Ada", "Lovelase", "1915-12-10", city="London")
    assert api.post("/duplicates/search").status_code == 202
    search_pairs(actor=shop.actor)
    (pair,) = api.get("/duplicates").json()["items"]
    assert api.get("/duplicates/search").json()["pairs"] == 1
    assert api.post(f"/duplicates/{pair['id']}/same").json()["state"] == "merged"
    assert api.post(f"/duplicates/{pair['id']}/different").status_code == 409
    assert api.post(f"/duplicates/{pair['id']}/reopen").json()["state"] == "open"
    assert api.post(f"/duplicates/{new_id()}/same").status_code == 404
