"""The life of groups found in the data: found, approved, kept, drifted, gone back from."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

import numpy as np
import pytest
from django.test import Client
from tests.house import ApiCaller, Shop

from rapport.analytical.segmentation import api as segmentation
from rapport.analytical.segmentation.contracts import GroupingRefusal, SegmentLine
from rapport.analytical.segmentation.models import Grouping
from rapport.analytical.segmentation.tests.crowds import EACH, NOW
from rapport.analytical.value.models import CustomerWorth
from rapport.customers.party.api import list_insights
from rapport.kernel.errors import Clash
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import work_as_of

pytestmark = [
    pytest.mark.usefixtures("few_tries"),
    pytest.mark.django_db(transaction=True, databases="__all__"),
]
AT = datetime.fromtimestamp(NOW, UTC)


def find(shop: Shop, seed: int = 7) -> Grouping:
    from rapport.analytical.segmentation.operations.looking import find_groups

    with work_as_of(AT):
        return find_groups(actor=shop.actor, seed=seed)


def assign(shop: Shop) -> int:
    from rapport.analytical.segmentation.operations.assigning import assign_groups

    with work_as_of(AT):
        return assign_groups(actor=shop.actor)


def groups(shop: Shop) -> list[SegmentLine]:
    with as_tenant(shop.tenant_id):
        return [one for one in segmentation.list_segments(shop.actor) if one.cluster is not None]


def members(shop: Shop, line: SegmentLine) -> set[UUID]:
    with as_tenant(shop.tenant_id):
        rows = segmentation.list_members(line.id, actor=shop.actor)
        return set(rows.order_by("party_id").values_list("party_id", flat=True))


def test_what_was_found_is_used_once_approved_and_taken_back(shop: Shop, crowd: list[UUID]) -> None:
    first = find(shop)
    assert (first.state, first.clusters, first.number) == ("proposed", 3, 1)
    assert find(shop).snapshot == first.snapshot
    assert assign(shop) == 0, "nothing is used before it is approved"
    segmentation.approve_grouping(first.id, actor=shop.actor)
    assert assign(shop) == len(crowd)
    lines = groups(shop)
    assert sum(line.members for line in lines) == len(crowd)
    kinds = [set(crowd[at * EACH : (at + 1) * EACH]) for at in range(3)]
    assert all(max(len(members(shop, line) & kind) for kind in kinds) > 0.95 * EACH for line in lines)
    assert assign(shop) == 0, "again, nobody moves"
    with as_tenant(shop.tenant_id):
        told = {one.name for one in list_insights(crowd[0], actor=shop.actor)}
        assert {f"segment.{line.code}" for line in lines} & told
    assert any("lately" in line.name or "often" in line.name for line in lines), [one.name for one in lines]

    second = find(shop, seed=8)
    segmentation.approve_grouping(second.id, actor=shop.actor)
    assign(shop)
    assert {line.code for line in groups(shop)} == {line.code for line in lines}, "heirs keep the code"
    segmentation.approve_grouping(first.id, actor=shop.actor)
    assign(shop)
    assert {line.code: line.members for line in groups(shop)} == {line.code: line.members for line in lines}
    with as_tenant(shop.tenant_id):
        states = dict(Grouping.objects.order_by("number").values_list("number", "state"))
    assert states[1] == "approved"
    assert list(states.values()).count("approved") == 1


def test_customers_who_moved_are_moves_and_drift(shop: Shop, crowd: list[UUID]) -> None:
    found = find(shop)
    segmentation.approve_grouping(found.id, actor=shop.actor)
    assign(shop)
    with as_tenant(shop.tenant_id):
        silent = CustomerWorth.objects.filter(party_id__in=crowd[:EACH])
        silent.update(last_at=AT - timedelta(days=400), first_at=AT - timedelta(days=700), orders=2)
    lines = groups(shop)
    assert assign(shop) >= EACH, "out of one group, into another"
    with as_tenant(shop.tenant_id):
        (line,) = [one for one in segmentation.list_groupings(shop.actor) if one.state == "approved"]
        moves = [segmentation.list_moves(one.id, actor=shop.actor).count() for one in lines]
    assert line.drift is not None
    assert line.drift > 0.25
    assert sum(moves) >= EACH


def test_too_few_customers_are_refused_in_words(shop: Shop, signed_in: Client) -> None:
    row = find(shop)
    assert row.refusal == GroupingRefusal.FEW
    with pytest.raises(Clash):
        segmentation.approve_grouping(row.id, actor=shop.actor)
    assert "Fewer than two hundred" in signed_in.get("/segments/groups").content.decode()


def test_groups_belong_to_their_grouping(shop: Shop, crowd: list[UUID], signed_in: Client) -> None:
    segmentation.approve_grouping(find(shop).id, actor=shop.actor)
    assign(shop)
    line = groups(shop)[0]
    with pytest.raises(Clash):
        segmentation.remove_segment(line.id, actor=shop.actor)
    with pytest.raises(Clash):
        segmentation.change_segment(line.id, {"filter": "country:is:AT"}, actor=shop.actor)
    segmentation.fill_all(actor=shop.actor)
    assert groups(shop)[0].members == line.members
    assert "of all customers" in signed_in.get(f"/segments/{line.id}").content.decode()


def test_pages_and_api_of_groups_and_cells(
    shop: Shop, crowd: list[UUID], signed_in: Client, api: ApiCaller
) -> None:
    assert "Nobody has looked for groups yet" in signed_in.get("/segments/groups").content.decode()
    asked = api.post("/segments/groups", {})
    assert asked.status_code == 202
    row = find(shop)
    page = signed_in.get("/segments/groups").content.decode()
    assert "Approve these groups" in page
    assert "groups-curve" in page
    signed_in.post(f"/segments/groups/{row.id}/approve")
    (line,) = api.get("/segments/groups").json()["items"]
    assert (line["state"], line["clusters"]) == ("approved", 3)
    assert api.post(f"/segments/groups/{row.id}/approve", {}).status_code == 204
    cells: list[Mapping[str, int]] = api.get("/segments/cells").json()["items"]
    assert sum(one["customers"] for one in cells) == len(crowd)
    assert np.sum([one["revenue_minor"] for one in cells]) > 0
    grid = signed_in.get("/segments/cells").content.decode()
    assert "recency_score:is:3;frequency_score:is:3" in grid
