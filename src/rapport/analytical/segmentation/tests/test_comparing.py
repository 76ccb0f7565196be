"""Segments side by side: means and shares with their intervals, differences that hold."""

import random
from datetime import timedelta
from statistics import mean, stdev
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from tests.house import ApiCaller, Shop

from rapport.analytical.segmentation.models import Segment, SegmentMember
from rapport.analytical.segmentation.queries.comparing import read_comparison
from rapport.analytical.segmentation.rules.comparing import (
    compare_means,
    find_quantile,
    is_sure,
    mean_interval,
)
from rapport.analytical.value.models import CustomerWorth
from rapport.kernel.errors import Unknown
from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant

TABLES = {(5, 0.95): 2.5706, (10, 0.95): 2.2281, (30, 0.95): 2.0423, (10, 0.99): 3.1693, (200, 0.9): 1.6525}
"""Student's t, two-sided, from any table of it."""


def test_quantiles_are_those_of_the_tables() -> None:
    for (freedom, confidence), value in TABLES.items():
        assert find_quantile(freedom, confidence) == pytest.approx(value, abs=2e-3)


def test_a_difference_covers_the_truth_as_often_as_it_says() -> None:
    """Two groups of unequal size and spread whose means differ by 3: of 400 intervals about 20 miss it."""
    draw = random.Random(7)
    missed = sure = 0
    for _turn in range(400):
        a = [draw.gauss(13, 2) for _one in range(25)]
        b = [draw.gauss(10, 6) for _one in range(60)]
        found = compare_means((25, mean(a), stdev(a)), (60, mean(b), stdev(b)))
        assert found is not None
        missed += not found.low <= 3 <= found.high
        sure += is_sure(found)
    assert 8 <= missed <= 36
    assert sure > 300


def test_of_few_nothing_is_said() -> None:
    assert mean_interval(19, 5.0, 1.0) is None
    assert compare_means((19, 5.0, 1.0), (50, 9.0, 1.0)) is None
    assert compare_means((20, 5.0, 0.0), (20, 5.0, 0.0)) is not None


@pytest.fixture
def segments(shop: Shop) -> list[UUID]:
    """Return forty customers who bought for 100 each, and forty of whom half bought for 10."""
    now = timezone.now()
    with as_tenant(shop.tenant_id):
        found = [
            Segment.objects.create(code=name, name=name.title(), filter={}, created_at=now)
            for name in ("rich", "poor")
        ]
        for at in range(80):
            party, segment = new_id(), found[at // 40]
            SegmentMember.objects.create(segment=segment, party_id=party, since=now - timedelta(days=1))
            if at < 60:
                CustomerWorth.objects.create(
                    party_id=party,
                    first_at=now,
                    last_at=now,
                    orders=2 if at < 40 else 1,
                    gross_minor=10_000 + at if at < 40 else 1_000 + at,
                    returned_minor=0,
                    recency_score=3,
                    frequency_score=3,
                    monetary_score=3,
                    segment="loyal",
                    as_of=now,
                )
        return [one.id for one in found]


def test_what_differs_is_found_and_what_is_unknown_is_left_out(shop: Shop, segments: list[UUID]) -> None:
    with as_tenant(shop.tenant_id):
        found = read_comparison(segments, actor=shop.actor)
        rows = {one.measure: one for one in found.measures}
        assert [size for _id, _name, size in found.segments] == [40, 40]
        assert [one.value for one in rows["bought"].figures] == [1.0, 0.5]
        assert is_sure(rows["bought"].differences[1])
        assert [round(one.value or 0) for one in rows["revenue"].figures] == [10_020, 1_050]
        difference = rows["revenue"].differences[1]
        assert difference is not None
        assert difference.low <= -8_970.0 <= difference.high < 0
        assert set(rows) == {
            "bought",
            "came_back",
            "revenue",
            "orders",
            "returned",
        }  # nothing is expected yet
        assert (found.shares, found.asked) == ({}, [0, 0])  # no marts were built
        for wrong in (segments[:1], [segments[0], new_id()], [segments[0], segments[0]]):
            with pytest.raises(Unknown):
                read_comparison(wrong, actor=shop.actor)


def test_pages_and_programs_compare(
    shop: Shop, segments: list[UUID], signed_in: Client, api: ApiCaller
) -> None:
    assert "Which segments" in signed_in.get("/segments/compare").content.decode()
    asked = "&".join(f"of={one}" for one in segments)
    page = signed_in.get(f"/segments/compare?{asked}")
    text = page.content.decode()
    assert page.status_code == 200
    assert "Revenue of a buyer" in text
    assert "less" in text
    told = api.get(f"/segments/compare?{asked}").json()
    assert told["names"] == ["Rich", "Poor"]
    assert told["customers"] == [40, 40]
    assert api.get(f"/segments/compare?of={segments[0]}&of={new_id()}").status_code == 404
