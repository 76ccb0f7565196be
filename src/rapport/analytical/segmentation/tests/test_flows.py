"""How customers went between segments: put together from moves, drawn to scale, told in a table."""

from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some
from tests.house import ApiCaller, Shop

from rapport.analytical.segmentation.contracts.flow import Flow
from rapport.analytical.segmentation.models import Segment, SegmentMember, SegmentMove
from rapport.analytical.segmentation.rules.flow_picture import GAP, lay_out
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant

PLACES = ["a", "b", "several", "none"]


@given(some.dictionaries(some.tuples(*[some.sampled_from(PLACES)] * 2), some.integers(1, 10_000)))
def test_blocks_hold_their_bands_and_nothing_overlaps(counted: dict[tuple[str, str], int]) -> None:
    flows = [Flow(start, end, customers) for (start, end), customers in counted.items()]
    blocks, bands = lay_out(flows, PLACES)
    assert len(bands) == len(flows)
    for left in (True, False):
        side = sorted((one for one in blocks if one.left is left), key=lambda one: one.low)
        assert all(one.high + GAP == pytest.approx(two.low) for one, two in pairwise(side))
        assert all(-1e-9 <= one.low < one.high <= 1 + 1e-9 for one in side)
        for block in side:
            own = [one for one in bands if (one.flow.start if left else one.flow.end) == block.place]
            assert sum(one.thick for one in own) == pytest.approx(block.high - block.low)
            lows = [one.start if left else one.end for one in own]
            assert min(lows) == pytest.approx(block.low)


def test_everybody_counts_once_from_where_they_stood(shop: Shop, api: ApiCaller, signed_in: Client) -> None:
    now = timezone.now()
    with as_tenant(shop.tenant_id):
        one, two = (
            Segment.objects.create(code=name, name=name.title(), filter={}, created_at=now)
            for name in ("one", "two")
        )
        old, new = now - timedelta(days=100), now - timedelta(days=3)
        stays, goes, comes, leaves, both = (new_id() for _number in range(5))

        def enter(segment: Segment, party: UUID, since: datetime) -> None:
            SegmentMember.objects.create(segment=segment, party_id=party, since=since)

        def move(segment: Segment, party: UUID, joined: bool) -> None:
            SegmentMove.objects.create(segment=segment, party_id=party, joined=joined, at=new)

        enter(one, stays, old)
        move(one, goes, False)
        move(two, goes, True)
        enter(two, goes, new)
        move(one, comes, True)
        enter(one, comes, new)
        move(two, leaves, False)
        enter(one, both, old)
        move(two, both, True)
        enter(two, both, new)
    ids = f"of={one.id}&of={two.id}"
    told = api.get(f"/segments/flows?{ids}&days=30").json()
    assert told["names"] == {str(one.id): "One", str(two.id): "Two"}
    first, second = str(one.id), str(two.id)
    assert {(flow["start"], flow["end"]): flow["customers"] for flow in told["flows"]} == {
        (first, first): 1,
        (first, second): 1,
        ("none", first): 1,
        (second, "none"): 1,
        (first, "several"): 1,
    }
    before = api.get(f"/segments/flows?{ids}&days=2").json()["flows"]
    assert all(flow["start"] == flow["end"] for flow in before)
    page = signed_in.get("/segments/flows?days=30").content.decode()
    assert "4 customers stand elsewhere than before." in page
    assert "In several of them" in page
    assert 'style="' not in page


def test_the_picture_begins_when_the_youngest_was_filled(shop: Shop, api: ApiCaller) -> None:
    now = timezone.now()
    with as_tenant(shop.tenant_id):
        old, young = (
            Segment.objects.create(code=name, name=name, filter={}, created_at=now)
            for name in ("old", "young")
        )
        filled, moved = now - timedelta(days=5), now - timedelta(days=2)
        stays, goes = new_id(), new_id()
        SegmentMember.objects.create(segment=old, party_id=stays, since=now - timedelta(days=90))
        SegmentMember.objects.create(segment=young, party_id=new_id(), since=filled)
        SegmentMember.objects.create(segment=young, party_id=goes, since=moved)
        SegmentMove.objects.create(segment=young, party_id=goes, joined=True, at=moved)
    told = api.get(f"/segments/flows?days=30&of={old.id}&of={young.id}").json()
    assert datetime.fromisoformat(told["start"]) == filled
    flows = {(one["start"], one["end"]): one["customers"] for one in told["flows"]}
    assert flows == {
        (str(old.id), str(old.id)): 1,
        (str(young.id), str(young.id)): 1,
        ("none", str(young.id)): 1,
    }
