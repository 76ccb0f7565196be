"""Campaigns as a browser shows them: what one brought, credit, why somebody got it, pictures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.collaborative.delivery.models import Delivery
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.marketing.operations import life
from rapport.operational.marketing.operations.assets import add_asset
from rapport.operational.marketing.operations.following import follow_link, note_opened
from rapport.operational.marketing.tests.selling import campaign, letters_of, people, run_job
from rapport.operational.marketing.tests.test_trying import picture
from rapport.operational.orders.contracts import NewLine, NewOrder
from rapport.operational.orders.operations import place_order

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases="__all__")]
BROWSER = {"agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", "method": "GET", "purpose": ""}


def test_campaigns_are_seen(shop: Shop, desk: Callable[[str], Page]) -> None:
    ids = people(shop, 40)
    add_asset("Leaf", picture(), alt="A leaf", actor=shop.actor)
    line = campaign(shop, hold_out=30, follow_up="click", goal="A second purchase")
    life.schedule_campaign(line.id, actor=shop.actor)
    run_job(shop, line.id)
    with as_tenant(shop.tenant_id):
        Delivery.objects.update(state="sent", sent_at=timezone.now() - timedelta(hours=1))
    for number, one in enumerate(letters_of(shop, line.id)):
        note_opened(one.token, **BROWSER)
        if number % 4 == 0:
            follow_link(one.token, 1, **BROWSER)
    for one_id in ids[::3]:
        bought = NewLine(quantity=Decimal(1), unit_price=Decimal(20), sku="TEA")
        place_order(NewOrder(lines=(bought,), party_id=one_id), actor=shop.actor)

    page = desk(f"/campaigns/{line.id}")
    page.get_by_text("What it brought").wait_for()
    check_accessible(page)
    look(page, "campaign", whole=True)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate(
        "[...document.querySelectorAll('.table-scroll')].every(one => one.scrollWidth <= one.clientWidth + 1)"
    )
    page = desk("/campaigns/results")
    check_accessible(page)
    look(page, "campaign-results", whole=True, alone=True)
    page = desk(f"/campaigns/{line.id}/people/{ids[0]}")
    check_accessible(page)
    page = desk("/campaigns/pictures")
    check_accessible(page)
