"""Entering parties, one or many."""

from datetime import date
from typing import Any

import pytest
from tests.house import Shop

from rapport.customers.party.api import (
    AddressDraft,
    ContactDraft,
    CustomerDraft,
    ExternalIdDraft,
    create_customer,
    create_customers,
    get_customer,
)
from rapport.customers.party.models import Party
from rapport.customers.party.tests.facts import facts_of
from rapport.customers.party.tests.people import clerk, draft, enter, unit
from rapport.kernel.audit.api import list_changes
from rapport.kernel.errors import Conflict, Forbidden, Invalid, Missing
from rapport.kernel.identity.api import FieldRule, Scope
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import unit_of_work


class TestCreateCustomer:
    def test_keeps_everything_of_the_draft(self, shop: Shop) -> None:
        state = create_customer(
            CustomerDraft(
                given_name="芳",
                family_name="王",
                country="cn",
                zone="Asia/Shanghai",
                birth_date=date(1990, 5, 17),
                contact_points=(
                    ContactDraft("email", "Wang@Example.org", preferred=True),
                    ContactDraft("phone", "138 0013 8000", verified=True),
                ),
                addresses=(AddressDraft(street="南京路 1", city="上海", country="CN"),),
                external_ids=(ExternalIdDraft("shop", "17850"),),
                roles=("customer", "press"),
                tags=("VIP", "vip ", "Tee"),
            ),
            actor=shop.actor,
        )
        with as_tenant(shop.tenant_id):
            kept = get_customer(state.id, actor=shop.actor)
            assert Party.objects.get(id=state.id).name_key == "wang fang"
        assert kept == state
        assert (kept.name, kept.country) == ("王芳", "CN")
        assert [point.normal for point in kept.contact_points] == ["wang@example.org", "+8613800138000"]
        assert kept.contact_points[1].verified_at is not None
        assert sorted(kept.tags) == ["Tee", "vip"]

    def test_tells_the_house_and_history(self, shop: Shop) -> None:
        state = enter(shop, "Ada", "ada@x.org")
        (fact,) = facts_of(shop.tenant_id, "customer.created.v1")
        assert fact["customer_id"] == str(state.id)
        assert fact["state"]["contact_points"][0]["normal"] == "ada@x.org"
        with as_tenant(shop.tenant_id):
            tables = {line.table for line in list_changes(subject_id=state.id)}
        assert tables == {"party", "contact_point"}

    def test_reads_national_numbers_as_the_shops_own(self, shop: Shop) -> None:
        assert enter(shop, "Ada", "0176 12345678").contact_points[0].normal == "+4917612345678"

    def test_takes_eight_statements_at_most(self, shop: Shop, django_assert_max_num_queries: Any) -> None:
        wanted = draft("Ada", "ada@x.org", "+4917612345678", external_ids=(ExternalIdDraft("shop", "1"),))
        with django_assert_max_num_queries(8):
            create_customer(wanted, actor=shop.actor)

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            (draft(""), "name"),
            (draft("Ada", "nobody@"), "contact_points.0"),
            (draft("Ada", country="Germany"), "country"),
            (draft("Ada", zone="Berlin"), "zone"),
            (draft("Ada", kind="robot"), "kind"),
            (draft("A" * 301), "name"),
            (draft("Ada", roles=("king",)), "roles"),
            (draft("Ada", tags=("x" * 61,)), "tags"),
            (draft("Ada", birth_date=date(1066, 1, 1)), "birth_date"),
            (draft("Ada", external_ids=(ExternalIdDraft("", "1"),)), "external_ids.0"),
            (draft("Ada", addresses=(AddressDraft(street="x" * 501),)), "addresses.0"),
        ],
    )
    def test_names_what_is_wrong_and_writes_nothing(
        self, shop: Shop, wrong: CustomerDraft, field: str
    ) -> None:
        with pytest.raises(Invalid) as refusal:
            create_customer(wrong, actor=shop.actor)
        assert field in refusal.value.fields
        with as_tenant(shop.tenant_id):
            assert not Party.objects.exists()

    def test_refuses_an_identity_that_is_taken(self, shop: Shop) -> None:
        taken = (ExternalIdDraft("shop", "1"),)
        enter(shop, "Ada", external_ids=taken)
        with pytest.raises(Conflict):
            enter(shop, "Bob", external_ids=taken)

    def test_gives_it_to_the_makers_unit_and_to_no_other(self, shop: Shop) -> None:
        here, there = unit(shop, "here"), unit(shop, "there")
        actor = clerk(shop, unit_id=here)
        assert create_customer(draft(), actor=actor).unit_id == here
        with pytest.raises(Invalid):
            create_customer(draft(unit_id=there), actor=actor)
        with pytest.raises(Invalid):
            create_customer(draft(unit_id=new_id()), actor=shop.actor)

    def test_refuses_without_the_right_or_with_a_field_of_others(self, shop: Shop) -> None:
        with pytest.raises(Forbidden):
            create_customer(draft(), actor=clerk(shop, verbs=("view",), scope=Scope.ALL))
        careful = clerk(shop, scope=Scope.ALL, rules=(FieldRule("customer", "tax_number", "read"),))
        with pytest.raises(Forbidden):
            create_customer(draft(tax_number="DE1"), actor=careful)

    def test_takes_any_text_that_is_not_a_name_at_its_word(self, shop: Shop) -> None:
        evil = "<script>alert(1)</script>'; drop table party; --\0"
        assert enter(shop, evil).name == evil.replace("\0", "")


class TestCreateCustomers:
    def test_writes_many_in_the_same_few_statements(
        self, shop: Shop, django_assert_max_num_queries: Any
    ) -> None:
        drafts = [draft(f"Customer {n}", f"c{n}@x.org", tags=("new",)) for n in range(600)]
        with django_assert_max_num_queries(12):
            states = create_customers(drafts, actor=shop.actor, batch_id=new_id())
        assert [state.name for state in states] == [one.name for one in drafts]
        facts = facts_of(shop.tenant_id, "customer.created.v1")
        assert [fact["customer_id"] for fact in facts] == [str(state.id) for state in states]

    def test_writes_all_or_none(self, shop: Shop) -> None:
        with pytest.raises(Invalid):
            create_customers([draft("Ada"), draft("Bob", "bob@")], actor=shop.actor)
        with as_tenant(shop.tenant_id):
            assert not Party.objects.exists()


class TestGetCustomer:
    def test_answers_a_stranger_as_if_there_were_none(self, shop: Shop, other_shop: Shop) -> None:
        theirs = enter(other_shop)
        with as_tenant(shop.tenant_id):
            for nobody in (theirs.id, new_id()):
                with pytest.raises(Missing, match="There is no such customer"):
                    get_customer(nobody, actor=shop.actor)

    def test_answers_another_units_clerk_the_same(self, shop: Shop) -> None:
        here, there = unit(shop, "here"), unit(shop, "there")
        state = enter(shop, unit_id=there)
        with unit_of_work(shop.actor):
            assert get_customer(state.id, actor=clerk(shop, unit_id=there))
            with pytest.raises(Missing, match="There is no such customer"):
                get_customer(state.id, actor=clerk(shop, unit_id=here))
