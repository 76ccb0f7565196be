"""A small demo shop filled through the rooms' doors: complete, counted, and only once."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from rapport.analytical.value.api import get_revenue, list_segments
from rapport.customers.party.api import CustomerFilter, count_customers, list_customers
from rapport.kernel.identity.api import list_unit_tree, system_actor
from rapport.kernel.tenancy.api import as_tenant, get_tenant_by_slug
from rapport.operational.orders.api import list_orders
from rapport.site.demo.fill import fill_shops, shops
from rapport.site.demo.logins import write_logins
from rapport.site.demo.mingshe import MINGSHE
from rapport.site.demo.world import simulate

pytestmark = pytest.mark.django_db(transaction=True, databases="__all__")
NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)


def test_a_shop_is_filled_whole_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    small = replace(MINGSHE, slug=f"demo-{uuid4().hex[:8]}", customers=60, prospects=10, companies=12)
    monkeypatch.setattr(shops, "PROFILES", (small,))
    said: list[str] = []
    assert fill_shops(said.append, now=NOW) == 1
    assert len(said) == 1
    shop, tenant = simulate(small, NOW), get_tenant_by_slug(small.slug)
    actor = system_actor(tenant.id)
    households = len({person.household for person in shop.people if person.household})
    with as_tenant(tenant.id):
        parties = len(shop.people) + len(shop.companies)
        assert count_customers(actor) == parties + households
        assert list_orders(actor).count() == len(shop.orders)
        assert len(list_unit_tree(actor)) == len(shop.units)
        revenue = get_revenue(actor)
        buyers = {order.customer for order in shop.orders if order.customer and order.status != "cancelled"}
        assert revenue.curve.customers == len(buyers)
        assert revenue.guest_orders > 0
        assert sum(size.customers for size in list_segments(actor)) == len(buyers)
        best = list_customers(actor, filter=CustomerFilter(insight=("segment", "champions")), sort="-spent")
        assert best.rows
        assert best.rows[0].currency == "CNY"
    assert fill_shops(said.append, now=NOW) == 0


def test_logins_name_every_kind_of_post_and_the_password() -> None:
    text = write_logins()
    for mailbox in (
        "owner@demo.example.com",
        "clerk.hangzhou@demo.example.com",
        "owner@nordlicht.example.com",
    ):
        assert mailbox in text
    assert "tea-and-light" in text
