"""Who sees a view, who may change it, and what each made of it."""

from uuid import UUID

import pytest
from tests.house import Shop

from rapport.kernel.errors import Conflict, Forbidden, Invalid, Missing
from rapport.kernel.identity.api import Actor, Grant, Scope
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.views import api, operations

EDITOR = (Grant("create", "view", Scope.ALL), Grant("edit", "view", Scope.ALL))


def member(
    shop: Shop, *, mates: tuple[Actor, ...] = (), unit: UUID | None = None, grants: tuple[Grant, ...] = ()
) -> Actor:
    own = new_id()
    return Actor(
        tenant_id=shop.tenant_id,
        kind="member",
        id=own,
        name="Member",
        grants=grants,
        member_id=own,
        unit_id=unit,
        unit_ids=(unit,) if unit else (),
        teammate_ids=tuple(mate.member_id for mate in mates if mate.member_id),
    )


def names(actor: Actor, kind: str = "customer") -> list[str]:
    with as_tenant(actor.tenant_id):
        return [view.name for view in api.list_views(kind, actor=actor)]


def keep(actor: Actor, name: str, shared: str = "own", kind: str = "customer") -> api.SavedView:
    with as_tenant(actor.tenant_id):
        return api.create_view(kind, name, "?sort=name", shared=shared, actor=actor)


class TestSharing:
    def test_reaches_nobody_the_team_the_unit_or_all(self, shop: Shop) -> None:
        unit = new_id()
        owner = member(shop, unit=unit, grants=EDITOR)
        mate = member(shop, mates=(owner,))
        neighbour = member(shop, unit=unit)
        stranger = member(shop, unit=new_id())
        for shared in api.SHARED:
            keep(owner, shared, shared)
        assert set(names(owner)) == set(api.SHARED)
        assert set(names(mate)) == {"team", "all"}
        assert set(names(neighbour)) == {"unit", "all"}
        assert names(stranger) == ["all"]

    def test_ends_at_the_businesss_wall_and_at_the_kind(self, shop: Shop, other_shop: Shop) -> None:
        kept = keep(shop.actor, "Everybody's", "all")
        assert names(other_shop.actor) == []
        assert names(shop.actor, "order") == []
        with as_tenant(other_shop.tenant_id), pytest.raises(Missing):
            api.get_view(kept.id, actor=other_shop.actor)

    def test_with_all_asks_for_the_right(self, shop: Shop) -> None:
        clerk = member(shop)
        kept = keep(clerk, "Mine", "team")
        with as_tenant(shop.tenant_id), pytest.raises(Forbidden):
            api.change_view(kept.id, shared="all", actor=clerk)
        assert keep(member(shop, grants=EDITOR), "Everybody's", "all").shared == "all"

    def test_of_something_else_is_refused(self, shop: Shop) -> None:
        with pytest.raises(Invalid) as refusal:
            keep(shop.actor, "Mine", "world")
        assert list(refusal.value.fields) == ["shared"]


class TestChanging:
    def test_is_the_owners_and_of_everybodys_views_the_editors(self, shop: Shop) -> None:
        owner, editor = member(shop, grants=EDITOR), member(shop, grants=EDITOR)
        mate = member(shop, mates=(owner,), grants=EDITOR)
        kept, ours = keep(owner, "Everybody's", "all"), keep(owner, "The team's", "team")
        with as_tenant(shop.tenant_id):
            changed = api.change_view(kept.id, name="Ours", actor=editor)
            assert (changed.name, changed.mine, changed.version) == ("Ours", False, 2)
            with pytest.raises(Forbidden):
                api.change_view(ours.id, name="Mine", actor=mate)
            with pytest.raises(Missing):
                api.change_view(ours.id, name="Mine", actor=editor)

    def test_a_removed_view_is_gone_for_all_until_it_is_taken_back(self, shop: Shop) -> None:
        owner, reader = member(shop, grants=EDITOR), member(shop)
        kept = keep(owner, "Everybody's", "all")
        with as_tenant(shop.tenant_id):
            with pytest.raises(Forbidden):
                api.remove_view(kept.id, actor=reader)
            api.remove_view(kept.id, actor=owner)
        assert names(owner) == names(reader) == []
        with as_tenant(shop.tenant_id):
            with pytest.raises(Forbidden):
                api.restore_view(kept.id, actor=reader)
            assert api.restore_view(kept.id, actor=owner).name == "Everybody's"
        assert names(reader) == ["Everybody's"]

    def test_what_stands_is_not_taken_back(self, shop: Shop) -> None:
        kept = keep(shop.actor, "Mine")
        with as_tenant(shop.tenant_id), pytest.raises(Missing):
            api.restore_view(kept.id, actor=shop.actor)

    def test_ends_at_as_many_as_one_keeps(self, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(operations, "MOST", 1)
        keep(shop.actor, "One")
        with pytest.raises(Conflict):
            keep(shop.actor, "Two")
        assert keep(shop.actor, "One of another list", kind="order").kind == "order"

    def test_is_for_members_alone(self, shop: Shop) -> None:
        token = Actor(tenant_id=shop.tenant_id, kind="token", id=new_id(), name="Program", grants=EDITOR)
        with pytest.raises(Forbidden):
            keep(token, "Mine")


class TestMarks:
    def test_are_ones_own_and_put_pinned_views_first(self, shop: Shop) -> None:
        owner, reader = member(shop, grants=EDITOR), member(shop)
        keep(owner, "Alpha", "all")
        omega = keep(owner, "Omega", "all")
        with as_tenant(shop.tenant_id):
            api.mark_view(omega.id, pinned=True, actor=reader)
        assert names(reader) == ["Omega", "Alpha"]
        assert names(owner) == ["Alpha", "Omega"]

    def test_let_one_view_of_a_kind_be_standard(self, shop: Shop) -> None:
        views = [keep(shop.actor, name) for name in ("Alpha", "Omega")]
        other = keep(shop.actor, "Orders", kind="order")
        with as_tenant(shop.tenant_id):
            for view in (other, *views):
                api.mark_view(view.id, standard=True, pinned=view is views[0], actor=shop.actor)
            standard = [view.name for view in api.list_views("customer", actor=shop.actor) if view.standard]
            assert standard == ["Omega"]
            assert api.get_view(other.id, actor=shop.actor).standard
            assert api.get_view(views[0].id, actor=shop.actor).pinned, "the other mark stays"

    def test_are_put_on_no_view_one_does_not_see(self, shop: Shop) -> None:
        kept = keep(shop.actor, "Mine")
        with as_tenant(shop.tenant_id), pytest.raises(Missing):
            api.mark_view(kept.id, pinned=True, actor=member(shop))
