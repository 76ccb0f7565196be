"""Who identifies is met as any arrival, and their visitor is theirs from then on."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests.house import Shop

from rapport.bigdata.ingest.events import VisitorIdentified
from rapport.bigdata.ingest.tests.conftest import facts_of
from rapport.customers.matching.api import merge_customers
from rapport.customers.party.api import get_customer
from rapport.customers.party.tests.people import enter
from rapport.customers.visitors.models import VisitorLink
from rapport.kernel.outbox.api import relay_once
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import unit_of_work

pytestmark = [
    pytest.mark.django_db(transaction=True, databases="__all__"),
    pytest.mark.usefixtures("nothing_waits"),
]
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def say(shop: Shop, *said: VisitorIdentified) -> None:
    """Have visitors identify, and the facts carried."""
    with unit_of_work(shop.actor) as work:
        work.record(*said)
    while relay_once():
        pass


def identified(visitor_id: UUID, **more: Any) -> VisitorIdentified:
    known: dict[str, Any] = {
        "source_id": uuid4(),
        "happened_at": NOW,
        "proved": True,
        "visitor": "v",
        "user": None,
        "email": None,
        "phone": None,
        "full_name": None,
    }
    return VisitorIdentified(visitor_id=visitor_id, **known | more)


def links(shop: Shop) -> set[tuple[UUID, UUID]]:
    with as_tenant(shop.tenant_id):
        return set(VisitorLink.objects.values_list("visitor_id", "party_id"))


class TestLink:
    def test_a_customer_who_is_there_keeps_all_values(self, shop: Shop) -> None:
        ada = enter(shop, "Ada Lovelace", "ada@example.com")
        visitor = uuid4()
        say(shop, identified(visitor, user="4711", email="ada@example.com", full_name="Somebody Else"))
        assert links(shop) == {(visitor, ada.id)}
        with as_tenant(shop.tenant_id):
            found = get_customer(ada.id, actor=shop.actor)
        assert found.name == "Ada Lovelace"
        assert [(one.system, one.external_id) for one in found.external_ids] == [("shop", "4711")]

    def test_a_number_is_one_of_its_sources_system(self, shop: Shop) -> None:
        visitor, other = uuid4(), uuid4()
        till = {"user": "4711", "system": "till"}
        say(shop, identified(visitor, **till), identified(visitor, user="4711"), identified(other, **till))
        found = links(shop)
        with as_tenant(shop.tenant_id):
            numbers = {
                (one.system, one.external_id): party_id
                for _, party_id in found
                for one in get_customer(party_id, actor=shop.actor).external_ids
            }
        assert numbers.keys() == {("shop", "4711"), ("till", "4711")}
        mine, theirs = numbers["shop", "4711"], numbers["till", "4711"]
        assert found == {(visitor, mine), (visitor, theirs), (other, theirs)}

    def test_a_stranger_becomes_a_customer_once(self, shop: Shop) -> None:
        visitor, other = uuid4(), uuid4()
        said = {"user": "4712", "email": "grace@example.com", "full_name": "Grace Hopper"}
        say(shop, identified(visitor, **said))
        say(shop, identified(other, **said), identified(visitor, **said))
        found = links(shop)
        assert {one for one, _ in found} == {visitor, other}
        (party_id,) = {party for _, party in found}
        with as_tenant(shop.tenant_id):
            assert get_customer(party_id, actor=shop.actor).name == "Grace Hopper"

    def test_two_on_one_device_are_two_and_never_one(self, shop: Shop) -> None:
        ada, bob = enter(shop, "Ada", "ada@example.com"), enter(shop, "Bob", "bob@example.com")
        visitor = uuid4()
        later = NOW + timedelta(hours=1)
        say(shop, identified(visitor, email="ada@example.com"))
        say(shop, identified(visitor, email="bob@example.com", happened_at=later))
        assert links(shop) == {(visitor, ada.id), (visitor, bob.id)}
        with as_tenant(shop.tenant_id):
            assert VisitorLink.objects.get(party_id=bob.id).linked_at == later

    def test_what_is_not_proved_opens_nobodys_record(self, shop: Shop) -> None:
        enter(shop, "Ada", "ada@example.com")
        say(shop, identified(uuid4(), email="ada@example.com", proved=False))
        assert links(shop) == set()

    def test_an_address_that_is_none_stops_no_other(self, shop: Shop) -> None:
        ada = enter(shop, "Ada", "ada@example.com")
        visitor = uuid4()
        say(shop, identified(uuid4(), email="not an address"), identified(visitor, email="ada@example.com"))
        assert (visitor, ada.id) in links(shop)

    def test_it_is_told_once(self, shop: Shop) -> None:
        ada = enter(shop, "Ada", "ada@example.com")
        visitor = uuid4()
        for _ in range(3):
            say(shop, identified(visitor, email="ada@example.com"))
        assert links(shop) == {(visitor, ada.id)}
        assert [one["customer_id"] for one in facts_of(shop, "visitor.linked.v1")] == [str(ada.id)]

    def test_a_merge_takes_the_visits_along(self, shop: Shop) -> None:
        ada, twin = enter(shop, "Ada", "ada@example.com"), enter(shop, "Ada L", "ada@example.org")
        visitor = uuid4()
        say(shop, identified(visitor, email="ada@example.org"))
        with as_tenant(shop.tenant_id):
            merge_customers(ada.id, twin.id, actor=shop.actor)
        assert links(shop) == {(visitor, ada.id)}


def test_one_number_named_for_two_is_the_firsts(shop: Shop) -> None:
    ada, bob = enter(shop, "Ada", "ada@example.com"), enter(shop, "Bob", "bob@example.com")
    say(
        shop,
        identified(uuid4(), user="1", email="ada@example.com"),
        identified(uuid4(), user="1", email="bob@example.com"),
    )
    with as_tenant(shop.tenant_id):
        numbers = [get_customer(one.id, actor=shop.actor).external_ids for one in (ada, bob)]
    assert sorted(len(one) for one in numbers) == [0, 1]
