"""Segments as a browser shows them: the list, one with its course, and the way from a list of customers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.analytical.segmentation import api as segmentation
from rapport.analytical.segmentation.models import SegmentDay
from rapport.analytical.segmentation.tests.test_filling import austrians, enter
from rapport.analytical.segmentation.tests.test_groupings import find
from rapport.customers.party.api import update_customer
from rapport.kernel.outbox.api import relay_once
from rapport.kernel.tenancy.api import as_tenant

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases="__all__"),
    pytest.mark.usefixtures("nothing_waits"),
]


def test_segments_are_made_and_seen(shop: Shop, desk: Callable[[str], Page]) -> None:
    people = [enter(shop, f"Customer {number}", "AT") for number in range(9)]
    line = austrians(shop)
    update_customer(people[0], {"country": "DE"}, actor=shop.actor)
    while relay_once():
        pass
    segmentation.fill_due(actor=shop.actor)
    with as_tenant(shop.tenant_id):
        today = SegmentDay.objects.get()
        for back in range(1, 8):
            day = {"members": 9 - back, "joined": 1, "segment_id": line.id}
            SegmentDay.objects.create(day=today.day - timedelta(days=back), **day)
    page = desk(f"/segments/{line.id}")
    check_accessible(page)
    look(page, "segment", whole=True, alone=True)
    page = desk("/customers?filter=country:is:DE")
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("link", name="Keep as a segment").click()
    expect(page.get_by_role("heading", name="New segment")).to_be_visible()
    check_accessible(page)
    look(page, "segment-new")
    page.get_by_label("Name").fill("Germany")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Germany")).to_be_visible()
    page = desk("/segments")
    check_accessible(page)
    look(page, "segments", alone=True)


@pytest.mark.usefixtures("few_tries", "crowd")
def test_groups_and_cells_are_seen(shop: Shop, desk: Callable[[str], Page]) -> None:
    find(shop)
    page = desk("/segments/groups")
    check_accessible(page)
    look(page, "segment-groups", whole=True)
    page.get_by_role("button", name="Approve these groups").click()
    expect(page.get_by_text("its groups become segments")).to_be_visible()
    page = desk("/segments/cells")
    check_accessible(page)
    look(page, "segment-cells", alone=True)
