"""Changing parties: versions, fields, contact points, tags, ties, hand-overs."""

from typing import Any
from uuid import UUID

import pytest
from tests.house import Shop

from rapport.customers.party import api
from rapport.customers.party.api import AddressDraft, ContactDraft, ExternalIdDraft
from rapport.customers.party.models import PartyTag, Relation
from rapport.customers.party.tests.facts import facts_of
from rapport.customers.party.tests.people import clerk, draft, enter, unit
from rapport.kernel.errors import Conflict, Forbidden, Invalid, Missing
from rapport.kernel.identity.api import FieldRule, Scope
from rapport.kernel.identity.models import Member
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant


class TestUpdateCustomer:
    def test_changes_what_is_named_and_raises_the_version(self, shop: Shop) -> None:
        ada = enter(shop, "Ada", "ada@x.org")
        changed = api.update_customer(
            ada.id, {"city": "London", "country": "gb"}, actor=shop.actor, version=1
        )
        assert (changed.city, changed.country, changed.version, changed.name) == ("London", "GB", 2, "Ada")
        (fact,) = facts_of(shop.tenant_id, "customer.updated.v1")
        assert (fact["version"], fact["state"]["city"]) == (2, "London")
        assert fact["state"]["contact_points"][0]["normal"] == "ada@x.org"

    def test_puts_the_name_together_anew(self, shop: Shop) -> None:
        ada = enter(shop, "", given_name="Ada", family_name="Byron")
        assert (
            api.update_customer(ada.id, {"family_name": "Lovelace"}, actor=shop.actor).name == "Ada Lovelace"
        )

    def test_refuses_a_change_thought_up_for_an_older_state(self, shop: Shop) -> None:
        ada = enter(shop)
        api.update_customer(ada.id, {"city": "London"}, actor=shop.actor, version=1)
        with pytest.raises(Conflict) as refusal:
            api.update_customer(ada.id, {"city": "Paris"}, actor=shop.actor, version=1)
        assert refusal.value.code == "stale"

    @pytest.mark.parametrize(
        "changes", [{"name": ""}, {"order_count": 9}, {"kind": "god"}, {"tenant_id": "x"}]
    )
    def test_refuses_what_may_not_be_written(self, shop: Shop, changes: dict[str, object]) -> None:
        with pytest.raises(Invalid):
            api.update_customer(enter(shop).id, changes, actor=shop.actor)

    def test_refuses_protected_fields_and_strangers(self, shop: Shop, other_shop: Shop) -> None:
        ada = enter(shop)
        careful = clerk(shop, scope=Scope.ALL, rules=(FieldRule("customer", "city", "read"),))
        with pytest.raises(Forbidden):
            api.update_customer(ada.id, {"city": "London"}, actor=careful)
        with pytest.raises(Missing):
            api.update_customer(ada.id, {"city": "London"}, actor=other_shop.actor)

    def test_refuses_to_push_a_customer_out_of_ones_unit(self, shop: Shop) -> None:
        here, there = unit(shop, "here"), unit(shop, "there")
        ada = enter(shop, unit_id=here)
        with pytest.raises(Invalid):
            api.update_customer(ada.id, {"unit_id": there}, actor=clerk(shop, unit_id=here))
        with pytest.raises(Invalid):
            api.update_customer(ada.id, {"unit_id": new_id()}, actor=shop.actor)


class TestContactPoints:
    def test_are_added_once_changed_and_removed(self, shop: Shop) -> None:
        ada = enter(shop)
        api.add_contact_point(ada.id, ContactDraft("email", "Ada@X.org", verified=True), actor=shop.actor)
        state = api.add_contact_point(
            ada.id, ContactDraft("email", "ada@x.ORG", label="work"), actor=shop.actor
        )
        (point,) = state.contact_points
        assert (point.label, point.value, point.verified_at is not None) == ("work", "ada@x.ORG", True)
        state = api.change_contact_point(ada.id, point.id, value="ada@y.org", actor=shop.actor)
        assert (state.contact_points[0].normal, state.contact_points[0].verified_at) == ("ada@y.org", None)
        assert not api.remove_contact_point(ada.id, point.id, actor=shop.actor).contact_points
        with pytest.raises(Missing):
            api.remove_contact_point(ada.id, point.id, actor=shop.actor)

    def test_have_one_preferred_of_a_kind(self, shop: Shop) -> None:
        ada = enter(shop, "Ada", "a@x.org", "b@x.org", "+4917612345678")
        for point in ada.contact_points:
            state = api.change_contact_point(ada.id, point.id, preferred=True, actor=shop.actor)
        preferred = [point.normal for point in state.contact_points if point.preferred]
        assert preferred == ["b@x.org", "+4917612345678"]

    def test_of_somebody_else_are_missing(self, shop: Shop) -> None:
        ada, bob = enter(shop), enter(shop, "Bob", "bob@x.org")
        with pytest.raises(Missing):
            api.change_contact_point(ada.id, bob.contact_points[0].id, label="x", actor=shop.actor)


class TestAddressesIdentitiesRoles:
    def test_come_and_go(self, shop: Shop) -> None:
        ada = enter(shop)
        state = api.add_address(ada.id, AddressDraft(city="London", preferred=True), actor=shop.actor)
        first = state.addresses[0].id
        state = api.add_address(ada.id, AddressDraft(city="Paris", preferred=True), actor=shop.actor)
        assert [(one.city, one.preferred) for one in state.addresses] == [("London", False), ("Paris", True)]
        state = api.change_address(ada.id, first, AddressDraft(city="Leeds"), actor=shop.actor)
        assert state.addresses[0].city == "Leeds"
        assert len(api.remove_address(ada.id, first, actor=shop.actor).addresses) == 1
        mine = ExternalIdDraft("shop", "1")
        for _ in range(2):
            state = api.add_external_id(ada.id, mine, actor=shop.actor)
        assert len(state.external_ids) == 1
        with pytest.raises(Conflict):
            api.add_external_id(enter(shop, "Bob").id, mine, actor=shop.actor)
        assert not api.remove_external_id(ada.id, mine, actor=shop.actor).external_ids
        api.set_roles(ada.id, ["press", "supplier"], actor=shop.actor)
        assert api.set_roles(ada.id, ["supplier", "partner"], actor=shop.actor).roles == [
            "partner",
            "supplier",
        ]
        with pytest.raises(Invalid):
            api.set_roles(ada.id, ["emperor"], actor=shop.actor)


class TestTags:
    def test_are_exactly_what_was_set(self, shop: Shop) -> None:
        ada = enter(shop, tags=("old", "VIP"))
        assert api.set_tags(ada.id, ["vip", "new"], actor=shop.actor).tags == ["new", "VIP"]

    def test_are_put_on_many_at_once_within_scope(
        self, shop: Shop, django_assert_max_num_queries: Any
    ) -> None:
        here = unit(shop, "here")
        mine = [enter(shop, f"C{n}", unit_id=here, tags=("cold",)).id for n in range(5)]
        other, local = enter(shop, "Other").id, clerk(shop, unit_id=here)
        with django_assert_max_num_queries(15):
            count = api.tag_customers([*mine, other], add=["hot"], remove=["cold"], actor=local)
        assert count == 5
        with as_tenant(shop.tenant_id):
            tagged = PartyTag.objects.values_list("party_id", "tag__name")
            assert set(tagged) == {(party, "hot") for party in mine}

    def test_are_renamed_and_removed_for_the_whole_shop(self, shop: Shop) -> None:
        ada = enter(shop, tags=("VIP", "b2b"))
        with as_tenant(shop.tenant_id):
            tags = {tag.name: tag.id for tag in api.list_tags()}
        api.change_tag(tags["VIP"], name="Gold", actor=shop.actor)
        with pytest.raises(Conflict):
            api.change_tag(tags["VIP"], name="B2B", actor=shop.actor)
        api.remove_tag(tags["b2b"], actor=shop.actor)
        with as_tenant(shop.tenant_id):
            assert api.get_customer(ada.id, actor=shop.actor).tags == ["Gold"]


class TestRelations:
    def test_are_seen_from_both_ends(self, shop: Shop) -> None:
        ada, acme = enter(shop), enter(shop, "Acme", kind="company")
        api.add_relation(ada.id, acme.id, "employee_of", title="Counsel", actor=shop.actor)
        with as_tenant(shop.tenant_id):
            (tie,) = api.list_relations(acme.id, actor=shop.actor)
            assert (tie.other_name, tie.outward, tie.title) == ("Ada Lovelace", False, "Counsel")
            assert api.list_relations(ada.id, actor=shop.actor)[0].outward
        api.remove_relation(ada.id, acme.id, "employee_of", actor=shop.actor)
        with pytest.raises(Missing):
            api.remove_relation(ada.id, acme.id, "employee_of", actor=shop.actor)

    def test_refuse_a_circle_and_a_second_parent(self, shop: Shop) -> None:
        a, b, c = (enter(shop, name, kind="company").id for name in "abc")
        api.add_relation(a, b, "subsidiary_of", actor=shop.actor)
        api.add_relation(b, c, "subsidiary_of", actor=shop.actor)
        with pytest.raises(Conflict, match="above themselves"):
            api.add_relation(c, a, "subsidiary_of", actor=shop.actor)
        with pytest.raises(Conflict, match="another already"):
            api.add_relation(a, c, "subsidiary_of", actor=shop.actor)
        with pytest.raises(Invalid):
            api.add_relation(a, a, "partner_of", actor=shop.actor)
        with as_tenant(shop.tenant_id):
            assert Relation.objects.count() == 2

    def test_refuse_a_strangers_customer(self, shop: Shop, other_shop: Shop) -> None:
        with pytest.raises(Missing):
            api.add_relation(enter(shop).id, enter(other_shop).id, "spouse_of", actor=shop.actor)

    def test_form_a_household(self, shop: Shop) -> None:
        people = [enter(shop, name).id for name in ("Ada", "William")]
        home = api.form_household("The Lovelaces", people, actor=shop.actor)
        with as_tenant(shop.tenant_id):
            assert api.list_tied(home.id, "in_household", actor=shop.actor) == people


class TestHandOver:
    def test_moves_the_customer_and_remembers(self, shop: Shop) -> None:
        here, there = unit(shop, "here"), unit(shop, "there")
        giver = clerk(shop, unit_id=here)
        ada = enter(shop, unit_id=here, owner_id=giver.member_id)
        assert api.hand_over([ada.id], unit_id=there, reason="moved town", actor=giver) == 1
        with as_tenant(shop.tenant_id):
            with pytest.raises(Missing):
                api.get_customer(ada.id, actor=giver)
            state = api.get_customer(ada.id, actor=clerk(shop, unit_id=there))
            (line,) = api.list_handovers(ada.id, actor=shop.actor)
        assert (state.unit_id, state.owner_id) == (there, None)
        assert (line.from_unit_id, line.to_unit_id, line.reason) == (here, there, "moved town")
        (fact,) = facts_of(shop.tenant_id, "customer.handed_over.v1")
        assert UUID(fact["to_unit_id"]) == there

    def test_refuses_what_is_not_the_givers(self, shop: Shop) -> None:
        here, there = unit(shop, "here"), unit(shop, "there")
        ada, bob = enter(shop, unit_id=here), enter(shop, "Bob", unit_id=there)
        with pytest.raises(Missing):
            api.hand_over([ada.id, bob.id], unit_id=there, actor=clerk(shop, unit_id=here))
        with pytest.raises(Invalid):
            api.hand_over([ada.id], unit_id=new_id(), actor=shop.actor)
        with pytest.raises(Invalid):
            api.hand_over([ada.id], actor=shop.actor)

    def test_of_what_is_there_already_changes_nothing(self, shop: Shop) -> None:
        here = unit(shop, "here")
        assert api.hand_over([enter(shop, unit_id=here).id], unit_id=here, actor=shop.actor) == 0


class TestOwner:
    @pytest.mark.parametrize("write", ["change", "create", "give", "arrive"])
    def test_is_an_active_member_whoever_asks(self, shop: Shop, other_shop: Shop, write: str) -> None:
        gone, theirs = clerk(shop), clerk(other_shop)
        with as_tenant(shop.tenant_id):
            Member.objects.filter(id=gone.id or new_id()).update(status="suspended")
        for stranger in (new_id(), gone.member_id, theirs.member_id):
            ada = enter(shop)
            with pytest.raises(Invalid) as refused:
                if write == "change":
                    api.update_customer(ada.id, {"owner_id": stranger}, actor=shop.actor)
                elif write == "create":
                    enter(shop, "Bob", owner_id=stranger)
                elif write == "give":
                    api.hand_over([ada.id], actor=shop.actor, owner_id=stranger)
                else:
                    (arrival,) = api.take_in_customers([draft("Bob", owner_id=stranger)], actor=shop.actor)
                    api.state_of(arrival)
            assert "owner_id" in refused.value.fields

    def test_may_be_a_colleague(self, shop: Shop) -> None:
        mate = clerk(shop)
        ada = api.update_customer(enter(shop).id, {"owner_id": mate.member_id}, actor=shop.actor)
        assert ada.owner_id == mate.member_id
