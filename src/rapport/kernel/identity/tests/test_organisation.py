"""Units stand as a tree, teams share their work: what may be changed by whom."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.house import Shop

from rapport.kernel.errors import Clash, Conflict
from rapport.kernel.identity import api
from rapport.kernel.tenancy.api import as_tenant


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
