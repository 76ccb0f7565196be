"""People, roles, units, teams, tokens, invitations: what may be changed by whom, and what is told of it."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from tests.house import Shop

from rapport.kernel.audit.api import list_changes
from rapport.kernel.errors import Clash, Conflict, Forbidden, Invalid, Missing
from rapport.kernel.identity import api
from rapport.kernel.identity.api import FieldRule, Grant, Scope
from rapport.kernel.outbox import bus
from rapport.kernel.outbox.api import Envelope, relay_once, subscribe
from rapport.kernel.tenancy.api import as_tenant


@pytest.fixture
def hire(shop: Shop) -> Callable[..., Any]:
    """Return a function that makes a member with a role and gives them as an actor."""

    def make(role: str, name: str = "Cle Rk", **more: Any) -> Any:
        person = api.create_person(f"{name.replace(' ', '.').lower()}@{shop.slug}.example", name)
        member = api.add_member(shop.tenant_id, person, [role], **more)
        with as_tenant(shop.tenant_id):
            return api.get_member_actor(member.id)

    return make


@pytest.fixture
def heard(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[Envelope]]:
    """Return a function that tells the facts of the shop since the last time."""
    monkeypatch.setattr(bus, "_subscriptions", {})
    received: list[Envelope] = []

    def take(batch: Sequence[Envelope]) -> None:
        received.extend(fact for fact in batch if fact.tenant_id == shop.tenant_id)

    names = [
        "member.joined.v1",
        "member.changed.v1",
        "member.invited.v1",
        "role.changed.v1",
        "role.removed.v1",
    ]
    subscribe("test.identity", [*names, "unit.changed.v1", "token.created.v1", "token.revoked.v1"], take)
    relay_once()

    def tell() -> list[Envelope]:
        received.clear()
        relay_once()
        return list(received)

    tell()
    return tell


def role_id(shop: Shop, code: str) -> UUID:
    with as_tenant(shop.tenant_id):
        return next(role.id for role in api.list_roles(shop.actor) if role.code == code)


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


class TestUnits:
    def test_stand_as_a_tree(self, shop: Shop, hire: Callable[..., Any]) -> None:
        with as_tenant(shop.tenant_id):
            group = api.create_unit("Group", "g")
            north = api.create_unit("North", "n", parent_id=group.id)
            harbour = api.create_unit("Harbour", "h", parent_id=north.id)
        hire("clerk", unit_id=harbour.id)
        with as_tenant(shop.tenant_id):
            tree = [(line.name, line.depth, line.people) for line in api.list_unit_tree(shop.actor)]
            with pytest.raises(Clash, match="stand above"):
                api.change_unit(group.id, {"parent_id": harbour.id})
        assert tree == [("Group", 0, 0), ("North", 1, 0), ("Harbour", 2, 1)]

    def test_go_only_when_empty(self, shop: Shop) -> None:
        with as_tenant(shop.tenant_id):
            group = api.create_unit("Group", "g")
            north = api.create_unit("North", "n", parent_id=group.id)
        with pytest.raises(Conflict):
            api.remove_unit(group.id, actor=shop.actor)
        api.remove_unit(north.id, actor=shop.actor)
        api.remove_unit(group.id, actor=shop.actor)
        with as_tenant(shop.tenant_id):
            assert api.list_unit_tree(shop.actor) == []


class TestTeams:
    def test_share_their_work(self, shop: Shop, hire: Callable[..., Any]) -> None:
        one, two = hire("clerk", "One Er"), hire("clerk", "Two Er")
        team = api.create_team("Night shift", actor=shop.actor)
        api.set_team_members(team.id, [one.id, two.id], actor=shop.actor)
        with as_tenant(shop.tenant_id):
            assert two.id in api.get_member_actor(one.id).teammate_ids
            assert [name for _, name in api.list_teams(shop.actor)[0].members] == ["One Er", "Two Er"]
        api.set_team_members(team.id, [two.id], actor=shop.actor)
        with as_tenant(shop.tenant_id):
            assert api.get_member_actor(one.id).teammate_ids == ()


class TestTokens:
    def test_are_shown_once_and_revoked_at_once(
        self, shop: Shop, heard: Callable[[], list[Envelope]]
    ) -> None:
        token, secret = api.issue_token("web shop", "clerk", actor=shop.actor, scopes=["view:order"])
        assert api.find_token(secret) == (shop.tenant_id, token.id, None)
        with as_tenant(shop.tenant_id):
            line = api.list_tokens(shop.actor)[0]
            assert secret not in repr(line)
        api.revoke_token(token.id, actor=shop.actor)
        assert api.find_token(secret) is None
        told = heard()
        assert [fact.name for fact in told] == ["token.created.v1", "token.revoked.v1"]
        assert secret not in repr(told)

    def test_die_with_their_day_and_with_their_business(self, shop: Shop) -> None:
        soon = timezone.now() + timedelta(days=1)
        token, secret = api.issue_token("web shop", "clerk", actor=shop.actor, expires_at=soon)
        assert api.find_token(secret) is not None
        from rapport.kernel.identity.models import ApiToken
        from rapport.kernel.tenancy.api import change_tenant

        with as_tenant(shop.tenant_id):
            ApiToken.objects.filter(id=token.id).update(expires_at=timezone.now())
        assert api.find_token(secret) is None
        _, other = api.issue_token("web shop", "clerk", actor=shop.actor)
        change_tenant(shop.tenant_id, status="suspended")
        assert api.find_token(other) is None

    def test_never_do_more_than_their_maker(self, shop: Shop, hire: Callable[..., Any]) -> None:
        role = api.create_role("Integrator", actor=shop.actor)
        api.set_grants(role.id, [Grant("*", "token")], actor=shop.actor)
        with pytest.raises(Forbidden):
            api.issue_token("mine", "admin", actor=hire(role.code))


class TestInvites:
    def test_bring_a_new_person_in_once(self, shop: Shop, heard: Callable[[], list[Envelope]]) -> None:
        invite, secret = api.invite_member(
            f" New@{shop.slug}.example", role_id(shop, "clerk"), actor=shop.actor, name="New One"
        )
        assert api.read_invite(secret).business == "Teahouse"
        member, person = api.accept_invite(secret, name="New One", password="a long enough phrase")
        assert (member.email, person.check_password("a long enough phrase")) == (invite.email, True)
        with pytest.raises(Missing):
            api.accept_invite(secret, name="Again", password="a long enough phrase")
        told = heard()
        assert [fact.name for fact in told] == ["member.invited.v1", "member.joined.v1"]
        assert secret not in repr(told)

    def test_are_for_the_person_they_name(self, shop: Shop, other_shop: Shop) -> None:
        _, secret = api.invite_member(other_shop.person.email, role_id(shop, "clerk"), actor=shop.actor)
        with pytest.raises(Forbidden):
            api.accept_invite(secret, person=shop.person)
        with pytest.raises(Conflict):
            api.accept_invite(secret, name="Imposter", password="a long enough phrase")
        api.accept_invite(secret, person=other_shop.person)
        assert len(api.list_memberships(other_shop.person.id)) == 2

    def test_die_when_withdrawn_or_replaced(self, shop: Shop) -> None:
        address, clerk = f"n@{shop.slug}.example", role_id(shop, "clerk")
        _, first = api.invite_member(address, clerk, actor=shop.actor)
        invite, second = api.invite_member(address, clerk, actor=shop.actor)
        api.withdraw_invite(invite.id, actor=shop.actor)
        for secret in (first, second):
            with pytest.raises(Missing):
                api.read_invite(secret)
