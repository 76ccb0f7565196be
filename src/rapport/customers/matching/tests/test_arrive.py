"""Records meet on arrival by the shop's rules, and every one gets an answer."""

import threading
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.house import Shop

from rapport.customers.matching.api import (
    MatchRuleLine,
    list_duplicates,
    list_match_rules,
    merge_customers,
    set_match_rules,
    take_in_customers,
)
from rapport.customers.party.api import ExternalIdDraft, get_customer
from rapport.customers.party.models import Party
from rapport.customers.party.tests.facts import facts_of
from rapport.customers.party.tests.people import clerk, draft, enter, unit
from rapport.kernel.errors import Forbidden, Invalid
from rapport.kernel.identity.api import FieldRule, Scope
from rapport.kernel.tenancy.api import as_tenant


class TestTakeInCustomers:
    def test_creates_what_is_new_and_updates_what_is_there(self, shop: Shop) -> None:
        ada = enter(shop, "Ada", "ada@x.org", city="London", tags=("old",))
        arrivals = take_in_customers(
            [
                draft("Ada Lovelace", "ADA@x.org", "+4917612345678", country="GB", tags=("new",)),
                draft("Bob", "bob@x.org"),
                draft("Ada", "ada@x.org"),
            ],
            actor=shop.actor,
        )
        assert [one.outcome for one in arrivals] == ["updated", "created", "updated"]
        assert arrivals[0].customer_id == arrivals[2].customer_id == ada.id
        with as_tenant(shop.tenant_id):
            state = get_customer(ada.id, actor=shop.actor)
        assert (state.name, state.city, state.country, state.version) == ("Ada", "London", "GB", 2)
        assert [point.normal for point in state.contact_points] == ["ada@x.org", "+4917612345678"]
        assert sorted(state.tags) == ["new", "old"]

    def test_leaves_alone_what_says_nothing_new(self, shop: Shop) -> None:
        first = draft("Ada", "ada@x.org", city="London", tags=("t",), roles=("press",))
        first = replace(first, external_ids=(ExternalIdDraft("shop", "1"),))
        take_in_customers([first], actor=shop.actor)
        (again,) = take_in_customers([first], actor=shop.actor)
        assert (again.outcome, again.state and again.state.version) == ("unchanged", 1)
        assert facts_of(shop.tenant_id, "customer.updated.v1") == []

    def test_keeps_to_its_mode(self, shop: Shop) -> None:
        enter(shop, "Ada", "ada@x.org")
        rows = [draft("Ada", "ada@x.org"), draft("Bob", "bob@x.org"), draft("Bob", "bob@x.org")]
        created = take_in_customers(rows, mode="create", actor=shop.actor)
        assert [(one.outcome, one.code) for one in created] == [
            *(("rejected", "exists"), ("created", ""), ("rejected", "exists"))
        ]
        updated = take_in_customers([*rows, draft("Eve")], mode="update", actor=shop.actor)
        assert [one.code for one in updated] == ["", "", "", "missing"]

    def test_meets_the_survivor_of_a_merge(self, shop: Shop) -> None:
        ada, twin = enter(shop, "Ada", "ada@x.org"), enter(shop, "Ada", "ada@x.org", "ada@y.org")
        merge_customers(ada.id, twin.id, actor=shop.actor)
        arrivals = take_in_customers([draft("Ada", "ada@y.org"), draft("Ada", "ada@x.org")], actor=shop.actor)
        assert {one.customer_id for one in arrivals} == {ada.id}

    def test_records_of_one_call_meet_each_other(self, shop: Shop) -> None:
        rows = [draft("Ada", "ada@x.org"), draft("Ada", "Ada@X.org", "a2@x.org"), draft("Ada", city="London")]
        arrivals = take_in_customers(rows, actor=shop.actor)
        assert [one.outcome for one in arrivals] == ["created", "updated", "created"]
        assert arrivals[0].customer_id == arrivals[1].customer_id

    def test_an_identity_decides_before_an_address(self, shop: Shop) -> None:
        ada = enter(shop, "Ada", external_ids=(ExternalIdDraft("shop", "1"),))
        enter(shop, "Family", "family@x.org")
        arriving = draft("Ada", "family@x.org", external_ids=(ExternalIdDraft("shop", "1"),))
        assert take_in_customers([arriving], actor=shop.actor)[0].customer_id == ada.id

    def test_answers_each_row_for_itself(self, shop: Shop) -> None:
        rows = [draft(""), draft("Bob", "bob@"), draft("Eve", "eve@x.org"), draft("X", kind="robot")]
        arrivals = take_in_customers(rows, actor=shop.actor)
        assert [one.outcome for one in arrivals] == ["rejected", "rejected", "created", "rejected"]
        assert arrivals[1].fields.keys() == {"contact_points.0"}

    def test_meets_nobody_out_of_scope(self, shop: Shop) -> None:
        here, there = unit(shop, "here"), unit(shop, "there")
        theirs = enter(shop, "Ada", "ada@x.org", unit_id=there, external_ids=(ExternalIdDraft("shop", "1"),))
        mine = draft("Ada", "ada@x.org")
        taken = draft("Ada", external_ids=(ExternalIdDraft("shop", "1"),))
        first, second = take_in_customers([mine, taken], actor=clerk(shop, unit_id=here))
        assert (first.outcome, second.code, second.customer_id) == ("created", "external-id-taken", None)
        assert first.customer_id != theirs.id

    def test_refuses_protected_fields_row_by_row(self, shop: Shop) -> None:
        careful = clerk(shop, scope=Scope.ALL, rules=(FieldRule("customer", "tax_number", "read"),))
        arrivals = take_in_customers([draft("Ada", tax_number="1"), draft("Bob")], actor=careful)
        assert [one.code or one.outcome for one in arrivals] == ["field", "created"]
        with pytest.raises(Forbidden):
            take_in_customers([draft("Ada")], actor=clerk(shop, verbs=("view",)))

    def test_costs_the_same_few_statements_for_many(
        self, shop: Shop, django_assert_max_num_queries: Any
    ) -> None:
        rows = [draft(f"C{n}", f"c{n}@x.org", tags=("bulk",)) for n in range(400)]
        take_in_customers(rows[:200], actor=shop.actor)
        with django_assert_max_num_queries(30):
            arrivals = take_in_customers([replace(row, city="Ulm") for row in rows], actor=shop.actor)
        assert Counter(one.outcome for one in arrivals) == {"updated": 200, "created": 200}

    def test_two_at_once_make_one_customer(self, shop: Shop) -> None:
        made: list[object] = []

        def arrive() -> None:
            try:
                made.append(take_in_customers([draft("Ada", "ada@x.org")], actor=shop.actor)[0].customer_id)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=arrive) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with as_tenant(shop.tenant_id):
            assert Party.objects.count() == 1
        assert len(set(made)) == 1


class TestMatchRules:
    def test_are_the_shops_own_choice(self, shop: Shop) -> None:
        enter(shop, "Ada", "ada@x.org", "+4917612345678")
        by_phone = draft("Bob", "bob@x.org", "+4917612345678")
        assert take_in_customers([by_phone], mode="update", actor=shop.actor)[0].code == "missing"
        lines = [MatchRuleLine("phone", True, 1), MatchRuleLine("email", False, 2)]
        lines.append(MatchRuleLine("external_id", True, 3))
        set_match_rules(lines, actor=shop.actor)
        with as_tenant(shop.tenant_id):
            assert list_match_rules() == tuple(lines)
        assert take_in_customers([by_phone], mode="update", actor=shop.actor)[0].outcome == "updated"
        assert take_in_customers([draft("Ada", "ada@x.org")], actor=shop.actor)[0].outcome == "created"
        with pytest.raises(Invalid):
            set_match_rules(lines[:2], actor=shop.actor)
        with pytest.raises(Forbidden):
            set_match_rules(lines, actor=clerk(shop, verbs=("view",), scope=Scope.OWN, rules=()))


class TestListDuplicates:
    def test_names_those_who_share_a_contact_point(self, shop: Shop) -> None:
        ada = enter(shop, "Ada", "ada@x.org", "+4917612345678").id
        twin = enter(shop, "A. Lovelace", "ada@x.org", "+4917612345678").id
        enter(shop, "Flatmate", "f@x.org", "+4917612345678")
        with as_tenant(shop.tenant_id):
            found = list_duplicates(ada, actor=shop.actor)
        assert [one.name for one in found] == ["A. Lovelace", "Flatmate"]
        assert found[0].customer_id == twin


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["Ada", "Bob", ""]),
            st.sets(st.sampled_from(["a@x.org", "b@x.org", "nobody"]), max_size=2),
            st.sets(st.sampled_from(["1", "2"]), max_size=1),
        ),
        max_size=8,
    ),
    mode=st.sampled_from(["create", "update", "upsert"]),
)
def test_every_row_is_answered_and_no_two_customers_share_a_key(shop: Shop, rows: Any, mode: Any) -> None:
    drafts = [
        draft(name, *sorted(mails), external_ids=tuple(ExternalIdDraft("shop", one) for one in ids))
        for name, mails, ids in rows
    ]
    drafts = [
        replace(one, contact_points=tuple(replace(point, kind="email") for point in one.contact_points))
        for one in drafts
    ]
    arrivals = take_in_customers(drafts, mode=mode, actor=shop.actor)
    assert [one.index for one in arrivals] == list(range(len(drafts)))
    for one, row in zip(arrivals, rows, strict=True):
        assert (one.outcome == "rejected") == bool(one.code)
        if row[0] == "" or "nobody" in row[1]:
            assert one.outcome == "rejected"
