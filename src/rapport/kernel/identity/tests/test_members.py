"""Members and their roles: what may be changed by whom, and what is told of it."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.house import Shop

from rapport.kernel.audit.api import list_changes
from rapport.kernel.errors import Conflict, Forbidden, Invalid, Missing
from rapport.kernel.identity import api
from rapport.kernel.identity.api import FieldRule, Grant, Scope
from rapport.kernel.identity.tests.roles import role_id
from rapport.kernel.outbox.api import Envelope
from rapport.kernel.tenancy.api import as_tenant


class TestMembers:
    def test_change_with_history_and_fact(
        self, shop: Shop, hire: Callable[..., Any], heard: Callable[[], list[Envelope]]
    ) -> None:
        clerk = hire("clerk")
        heard()
        api.change_member(clerk.id, {"title": "Counter"}, actor=shop.actor)
        with as_tenant(shop.tenant_id):
            newest = list_changes(subject_id=clerk.id)[0]
        assert (newest.actor_id, newest.fields) == (shop.actor.id, {"title": ("", "Counter")})
        (fact,) = heard()
        assert (fact.name, fact.payload["title"], fact.payload["roles"]) == (
            *("member.changed.v1", "Counter"),
            ["clerk"],
        )

    def test_of_a_stranger_are_as_good_as_not_there(self, shop: Shop, other_shop: Shop) -> None:
        theirs = other_shop.actor.id
        with pytest.raises(Missing):
            api.change_member(theirs, {"title": "x"}, actor=shop.actor)
        with pytest.raises(Missing):
            api.suspend_member(theirs, actor=shop.actor)
        with pytest.raises(Missing):
            api.set_member_roles(theirs, [], actor=shop.actor)

    def test_cannot_be_changed_by_a_clerk(self, shop: Shop, hire: Callable[..., Any]) -> None:
        clerk = hire("clerk")
        with pytest.raises(Forbidden):
            api.change_member(shop.actor.id, {"title": "x"}, actor=clerk)

    def test_the_last_administrator_stays(self, shop: Shop, hire: Callable[..., Any]) -> None:
        second = hire("admin", "Sec Ond")
        api.suspend_member(second.id, actor=shop.actor)
        with pytest.raises(Conflict):
            api.set_member_roles(shop.actor.id, [role_id(shop, "clerk")], actor=shop.actor)
        with pytest.raises(Conflict):
            api.suspend_member(shop.actor.id, actor=shop.actor)

    def test_nobody_lifts_themselves_up(self, shop: Shop, hire: Callable[..., Any]) -> None:
        with as_tenant(shop.tenant_id):
            chief = api.create_role("Chief of people", actor=shop.actor)
            api.set_grants(chief.id, [Grant("*", "member", Scope.ALL)], actor=shop.actor)
        person = hire(chief.code, "Per Sonnel")
        with pytest.raises(Forbidden, match="more than you"):
            api.set_member_roles(person.id, [role_id(shop, "admin")], actor=person)
        with pytest.raises(Forbidden, match="more than you"):
            api.invite_member("friend@shop.example", role_id(shop, "admin"), actor=person)
        with pytest.raises(Forbidden, match="more than you"):
            api.suspend_member(shop.actor.id, actor=person)

    def test_are_found_and_paged(self, shop: Shop, hire: Callable[..., Any]) -> None:
        for number in range(5):
            hire("clerk", f"Clerk {number}")
        with as_tenant(shop.tenant_id):
            first = api.list_members(shop.actor, search="clerk", limit=3)
            rest = api.list_members(shop.actor, search="clerk", after=(first[-1].name, first[-1].id))
        assert [line.name for line in first + rest] == [f"Clerk {number}" for number in range(5)]
        assert first[0].roles[0][1] == "Clerk"


class TestRoles:
    def test_say_what_their_holders_may(
        self, shop: Shop, hire: Callable[..., Any], heard: Callable[[], list[Envelope]]
    ) -> None:
        role = api.create_role("Warehouse", actor=shop.actor)
        heard()
        api.set_grants(role.id, [Grant("view", "order", Scope.UNIT)], actor=shop.actor)
        api.set_field_rules(role.id, [FieldRule("order", "note", "hidden")], actor=shop.actor)
        holder = hire(role.code)
        assert holder.scope("view", "order") is Scope.UNIT
        assert not holder.may_see("order", "note")
        assert [fact.payload["grants"] for fact in heard() if fact.name == "role.changed.v1"] == [
            ["view:order:unit"]
        ] * 2

    def test_know_only_rights_that_exist(self, shop: Shop) -> None:
        role = api.create_role("Warehouse", actor=shop.actor)
        with pytest.raises(Invalid):
            api.set_grants(role.id, [Grant("fly", "order")], actor=shop.actor)

    def test_are_copied_with_everything(self, shop: Shop) -> None:
        role = api.create_role("二线客服", actor=shop.actor, like=role_id(shop, "clerk"))
        with as_tenant(shop.tenant_id):
            _, grants, _ = api.get_role(role.id, shop.actor)
            assert grants == api.get_role(role_id(shop, "clerk"), shop.actor)[1]
        assert role.code == "二线客服"

    def test_built_in_and_held_ones_stay(self, shop: Shop, hire: Callable[..., Any]) -> None:
        role = api.create_role("Warehouse", actor=shop.actor)
        hire(role.code)
        with pytest.raises(Conflict):
            api.remove_role(role.id, actor=shop.actor)
        with pytest.raises(Forbidden):
            api.remove_role(role_id(shop, "clerk"), actor=shop.actor)
        with pytest.raises(Forbidden):
            api.set_grants(role_id(shop, "admin"), [], actor=shop.actor)
