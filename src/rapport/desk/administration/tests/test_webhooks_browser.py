"""Outgoing webhooks in a real browser: looked at in both themes and languages, free of breaches of WCAG."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from tests.browser import check_accessible, look
from tests.house import Shop

from rapport.kernel.jobs.models import Job
from rapport.kernel.subscribers import api
from rapport.kernel.subscribers.models import DispatchAttempt, Subscriber, SubscriberDispatch
from rapport.kernel.tenancy.api import as_tenant

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
HERE = "/settings/webhooks"


@pytest.fixture(autouse=True)
def leave_no_calls(shop: Shop) -> Iterator[None]:
    """No other test's worker draws a call that was left over here."""
    yield
    with as_tenant(shop.tenant_id):
        Job.objects.filter(lane="calls").delete()


def test_every_page_is_looked_at(desk: Callable[[str], Page], shop: Shop) -> None:
    names = ["order.*", "customer.created.v1"]
    with as_tenant(shop.tenant_id):
        info, _ = api.add_subscriber(
            "Warehouse", "https://warehouse.example/rapport", names, actor=shop.actor
        )
        dead, _ = api.add_subscriber("Old ERP", "https://erp.example/", ["order.*"], actor=shop.actor)
        Subscriber.objects.filter(id=dead.id).update(active=False, ended="failing")
        for _number in range(3):
            api.send_test(info.id, actor=shop.actor)
        sent = SubscriberDispatch.objects.latest("id")
        SubscriberDispatch.objects.filter(id=sent.id).update(state="sent", tries=2, last_status=200)
        for status, answer in ((503, "upstream is away"), (200, "thanks")):
            DispatchAttempt.objects.create(
                dispatch_id=sent.id,
                at=timezone.now() - timedelta(minutes=1),
                milliseconds=84,
                status=status,
                answer=answer,
            )
    for name, path in {
        "webhooks": HERE,
        "webhook-new": f"{HERE}/new",
        "webhook": f"{HERE}/{info.id}",
        "webhook-shut": f"{HERE}/{dead.id}",
        "webhook-dispatch": f"{HERE}/{info.id}/dispatches/{sent.id}",
    }.items():
        page = desk(path)
        check_accessible(page)
        look(page, name, alone=True)


def test_a_secret_is_shown_after_it_was_made(desk: Callable[[str], Page]) -> None:
    page = desk(f"{HERE}/new")
    page.get_by_role("textbox", name="Name").fill("Warehouse")
    page.get_by_label("Address").fill("https://warehouse.example/rapport")
    page.get_by_label("order.*", exact=True).check()
    page.get_by_role("button", name="Save").click()
    secret = page.get_by_label("Signing secret")
    secret.wait_for()
    assert secret.input_value().startswith("whsec_")
    check_accessible(page)
