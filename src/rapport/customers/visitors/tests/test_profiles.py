"""What visitors do is kept, comes along when they identify, and shows on the page of the customer."""

import random
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from tests.house import Shop

from rapport.bigdata.realtime.api import add_trigger
from rapport.bigdata.realtime.operations.taking import LINKS, Taker
from rapport.bigdata.realtime.tests.telling import ago, batch, event, in_disorder, tell, visitor
from rapport.customers.party.tests.people import enter
from rapport.customers.timeline.api import list_touches
from rapport.customers.visitors.events import VisitorLinked
from rapport.customers.visitors.models import VisitorProfile
from rapport.customers.visitors.operations.profiles import forget_unknown
from rapport.customers.visitors.queries import find_browsing
from rapport.customers.visitors.tests.test_linking import identified, say
from rapport.kernel.filters.api import get_kind, narrow, parse
from rapport.kernel.outbox.api import relay_once
from rapport.kernel.tenancy.api import as_tenant

pytestmark = [
    pytest.mark.django_db(transaction=True, databases="__all__"),
    pytest.mark.usefixtures("nothing_waits"),
]
GREEN = {"sku": "T-1", "product": "Longjing", "category": "Green"}
BLACK = {"sku": "T-2", "product": "Assam", "category": "Black"}


def rows(shop: Shop) -> list[tuple[Any, ...]]:
    """Return the profiles of a shop, the most views first."""
    counts, moments = ("views", "searches", "carts", "orders"), ("first_at", "last_at", "cart_at", "order_at")
    names = (*counts, *moments, "viewed", "tastes")
    with as_tenant(shop.tenant_id):
        return sorted(VisitorProfile.objects.values_list(*names), key=repr)


def visit(shop: Shop, who: str) -> None:
    """Let a visitor look around."""
    tell(
        shop,
        event(shop, who, "product", ago(9), **GREEN),
        event(shop, who, "product", ago(8), **GREEN),
        event(shop, who, "search", ago(7), query="tea"),
        event(shop, who, "product", ago(6), **BLACK),
        event(shop, who, "cart", ago(5), **BLACK),
    )


class TestProfiles:
    def test_visits_come_along_when_a_visitor_identifies(self, shop: Shop) -> None:
        ada = enter(shop, "Ada Lovelace", "ada@example.com")
        visit(shop, "v1")
        with as_tenant(shop.tenant_id):
            assert find_browsing(ada.id) is None
        say(shop, identified(visitor(shop, "v1"), email="ada@example.com"))
        linked = VisitorLinked(visitor_id=visitor(shop, "v1"), customer_id=ada.id, linked_at=ago(0))
        Taker().take([batch(shop, [linked], LINKS)])
        with as_tenant(shop.tenant_id):
            found = find_browsing(ada.id)
        assert found is not None
        assert (found.views, found.searches, found.carts, found.open_cart) == (3, 1, 1, True)
        assert (found.viewed, found.tastes) == ("Assam", (("Green", 2), ("Black", 1)))
        tell(
            shop, event(shop, "v1", "order", ago(1), order="1"), event(shop, "v1", "product", ago(2), **GREEN)
        )
        with as_tenant(shop.tenant_id):
            found = find_browsing(ada.id)
        assert found is not None
        assert (found.views, found.open_cart, found.viewed, found.devices) == (4, False, "Longjing", 1)

    @pytest.mark.parametrize("seed", [1, 2])
    def test_disorder_and_repeats_come_to_the_same(self, shop: Shop, other_shop: Shop, seed: int) -> None:
        dice, start = random.Random(seed), ago(1)
        events = [
            event(
                shop,
                f"v{dice.randrange(4)}",
                dice.choice(("product", "product", "search", "cart", "order")),
                start - timedelta(seconds=dice.uniform(0, 3000)),
                **dice.choice((GREEN, BLACK)),
            )
            for _ in range(60)
        ]
        for message in in_disorder(shop, events, seed):
            Taker().take([message])
        tell(other_shop, *events)
        assert rows(shop) == rows(other_shop)

    def test_who_never_said_who_they_are_is_forgotten(self, shop: Shop) -> None:
        visit(shop, "v1")
        with as_tenant(shop.tenant_id):
            assert forget_unknown() == 0
            VisitorProfile.objects.update(last_at=ago(91 * 24 * 60))
            assert forget_unknown() == 1


class TestCustomers:
    @pytest.fixture
    def ada(self, shop: Shop) -> UUID:
        """A customer whose visitor is known."""
        party_id = enter(shop, "Ada Lovelace", "ada@example.com").id
        say(shop, identified(visitor(shop, "v1"), email="ada@example.com"))
        return party_id

    def test_the_card_and_the_filter(self, shop: Shop, ada: UUID, signed_in: Client) -> None:
        enter(shop, "Bob", "bob@example.com")
        assert f"/customers/{ada}/site" in signed_in.get(f"/customers/{ada}").content.decode()
        assert "Never seen" in signed_in.get(f"/customers/{ada}/site").content.decode()
        visit(shop, "v1")
        text = signed_in.get(f"/customers/{ada}/site").content.decode()
        assert "Looked at last" in text
        assert "Assam" in text
        with as_tenant(shop.tenant_id):
            asked = parse("site_seen:within:last-7-days")
            found = narrow(get_kind("customer").rows(shop.actor), asked, "customer", actor=shop.actor)
            assert list(found.values_list("id", flat=True)) == [ada]

    def test_a_trigger_is_a_line_of_the_timeline(self, shop: Shop, ada: UUID) -> None:
        rule = {"name": "Ada is here", "kind": "present", "who": "name:is:Ada Lovelace"}
        add_trigger(rule, actor=shop.actor)
        tell(shop, *(event(shop, who, "page", ago(1), url="https://tea.example/") for who in ("v1", "v2")))
        while relay_once():
            pass
        with as_tenant(shop.tenant_id):
            lines = list_touches(ada, actor=shop.actor).lines
        assert [(one.kind, one.title) for one in lines if one.kind == "trigger.fired"] == [
            ("trigger.fired", "Ada is here")
        ]
