"""Lists page through exactly what may be seen, and what models learnt is found again."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.house import Shop

from rapport.customers.party import api
from rapport.customers.party.api import CustomerFilter, InsightDraft, PurchaseCounter
from rapport.customers.party.models import Insight, Party
from rapport.customers.party.tests.people import clerk, draft, enter, unit
from rapport.kernel.errors import Invalid
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def names(shop: Shop, text: str = "", **values: Any) -> list[str]:
    """Return the names found, by name."""
    wanted = CustomerFilter(text=text, **values)
    with as_tenant(shop.tenant_id):
        return [row.name for row in api.list_customers(shop.actor, filter=wanted, sort="name").rows]


def bought(shop: Shop, **spent: int) -> None:
    """Let customers by name have spent so many minor units, the more the later."""
    with as_tenant(shop.tenant_id):
        ids = dict(Party.objects.values_list("name", "id"))
    counters = [
        PurchaseCounter(ids[name], 1, minor, "EUR", NOW, NOW + timedelta(days=minor))
        for name, minor in spent.items()
    ]
    api.set_purchase_counters(counters, actor=shop.actor)


class TestListCustomers:
    @pytest.mark.parametrize("sort", api.SORTS)
    @pytest.mark.parametrize("size", [1, 2, 5, 50])
    def test_pages_show_everybody_once_in_order(self, shop: Shop, sort: str, size: int) -> None:
        api.create_customers([draft(name) for name in "gdacfbeh"], actor=shop.actor)
        bought(shop, a=5, c=3, b=3, h=9)
        seen: list[api.CustomerRow] = []
        cursor = ""
        with as_tenant(shop.tenant_id):
            while True:
                page = api.list_customers(shop.actor, sort=sort, cursor=cursor, limit=size)
                seen += page.rows
                cursor = page.next_cursor
                if not cursor:
                    break
        assert sorted(row.name for row in seen) == list("abcdefgh")
        order = "".join(row.name for row in seen)
        expected = {"name": "abcdefgh", "-name": "hgfedcba", "created": "gdacfbeh", "-created": "hebfcadg"}
        assert order == expected.get(sort, order)
        if "spent" in sort or "last_order" in sort:
            assert {row.name for row in seen[:4]} == set("abch")
            money = [row.spent_minor for row in seen[:4]]
            assert money == sorted(money, reverse=sort.startswith("-"))

    def test_holds_the_queries_down(self, shop: Shop, django_assert_max_num_queries: Any) -> None:
        api.create_customers(
            [draft(f"C{n}", f"c{n}@x.org", tags=("t",)) for n in range(60)], actor=shop.actor
        )
        with as_tenant(shop.tenant_id), django_assert_max_num_queries(6):
            page = api.list_customers(shop.actor, sort="-spent")
        assert len(page.rows) == 50
        assert (page.rows[0].tags, page.rows[0].email[-6:]) == (("t",), "@x.org")

    def test_shows_a_clerk_their_unit_alone(self, shop: Shop) -> None:
        here = unit(shop, "here")
        enter(shop, "Mine", unit_id=here)
        enter(shop, "Theirs")
        actor = clerk(shop, unit_id=here)
        with as_tenant(shop.tenant_id):
            assert [row.name for row in api.list_customers(actor).rows] == ["Mine"]
            assert api.count_customers(actor) == 1

    @pytest.mark.parametrize("cursor", ["x", "AAAA", "WzAsICJ4IiwgIjEiXQ", "é"])
    def test_refuses_a_made_up_cursor_or_sort(self, shop: Shop, cursor: str) -> None:
        with as_tenant(shop.tenant_id):
            with pytest.raises(Invalid):
                api.list_customers(shop.actor, cursor=cursor)
            with pytest.raises(Invalid):
                api.list_customers(shop.actor, sort="tenant_id")

    def test_filters_and_finds(self, shop: Shop) -> None:
        enter(shop, "Ada", "ada@x.org", "+4917612345678", country="GB", tags=("VIP",))
        enter(shop, "Acme", "info@acme.org", kind="company", stage="former", country="DE")
        enter(shop, "王芳", "wang@x.org", origin="rented")
        assert names(shop) == ["Acme", "Ada", "王芳"]
        assert (
            names(shop, country="gb") == names(shop, tag="vip") == names(shop, kind="person")[:1] == ["Ada"]
        )
        assert names(shop, stage="former") == names(shop, kind="company") == ["Acme"]
        assert names(shop, origin="rented") == ["王芳"]
        assert names(shop, "ad") == names(shop, "ADA@") == names(shop, "0049 176 123") == ["Ada"]
        assert names(shop, "+49 176-12345678") == ["Ada"]
        assert names(shop, "王") == names(shop, "wang") == ["王芳"]
        assert names(shop, "nobody") == names(shop, "%") == names(shop, owner_id=new_id()) == []


class TestInsights:
    def test_the_newest_is_current_and_the_older_stay(self, shop: Shop) -> None:
        ada, bob = enter(shop).id, enter(shop, "Bob").id
        for day, label in enumerate(["promising", "promising", "loyal"]):
            drafts = [InsightDraft(ada, "segment", 5, label), InsightDraft(new_id(), "segment", 1, "x")]
            api.record_insights(
                drafts, model="rfm", model_version="1", as_of=NOW + timedelta(days=day), actor=shop.actor
            )
        with as_tenant(shop.tenant_id):
            (line,) = api.list_insights(ada, actor=shop.actor)
            past = api.list_insight_history(ada, "segment", actor=shop.actor)
            assert not api.list_insights(bob, actor=shop.actor)
            assert Insight.objects.count() == 2
        assert (line.label, line.as_of) == ("loyal", NOW + timedelta(days=2))
        assert [(one.label, one.as_of.day) for one in past] == [("loyal", 3), ("promising", 2)]
        assert names(shop, insight=("segment", "loyal")) == ["Ada Lovelace"]
        assert names(shop, insight=("segment", "promising")) == []

    def test_are_written_in_batches(self, shop: Shop, django_assert_max_num_queries: Any) -> None:
        states = api.create_customers([draft(f"C{n}") for n in range(300)], actor=shop.actor)
        drafts = [InsightDraft(state.id, "worth", float(n), currency="EUR") for n, state in enumerate(states)]
        with django_assert_max_num_queries(10):
            assert (
                api.record_insights(drafts, model="m", model_version="1", as_of=NOW, actor=shop.actor) == 300
            )


class TestPurchaseCounters:
    def test_make_a_customer_of_a_prospect(self, shop: Shop) -> None:
        ada = enter(shop, "Ada")
        bought(shop, Ada=1200)
        with as_tenant(shop.tenant_id):
            state = api.get_customer(ada.id, actor=shop.actor)
        assert (state.stage, state.order_count, state.spent_minor, state.currency) == (
            "customer",
            1,
            1200,
            "EUR",
        )
