"""Receivers that are dead, slow or not where they should be."""

import threading

import pytest
from django.db import close_old_connections
from pytest_django import Settings
from tests.house import Shop

from rapport.kernel.doors.api import OutboundLimits
from rapport.kernel.subscribers import jobs
from rapport.kernel.subscribers.models import (
    DispatchAttempt,
)
from rapport.kernel.subscribers.tests.conftest import health, last_try, subscribe, tell, work_off
from rapport.kernel.subscribers.tests.receiver import Answer, Receiver
from rapport.kernel.tenancy.api import as_tenant

pytestmark = pytest.mark.usefixtures("nothing_waits")


class TestDead:
    def test_leaves_a_reason_and_rests(self, shop: Shop, receiver: Receiver, settings: Settings) -> None:
        settings.CALLS_INSIDE = frozenset({("127.0.0.1", 9)})
        subscribe(shop, "http://127.0.0.1:9/hook")
        tell(shop)
        tell(shop)
        work_off()
        with as_tenant(shop.tenant_id):
            (attempt,) = DispatchAttempt.objects.all()
        assert (attempt.status, attempt.error) == (None, "The other side did not answer: ConnectError.")

    def test_delays_nobody_else(
        self, shop: Shop, other_shop: Shop, receiver: Receiver, other_receiver: Receiver
    ) -> None:
        """While one receiver thinks, another one's fact arrives; the slow one's run holds no transaction."""
        asked, go_on = threading.Event(), threading.Event()

        def think(body: str) -> Answer:
            asked.set()
            go_on.wait(120)
            return 200, b"", {}

        receiver.answer = think
        subscribe(shop, receiver.url)
        subscribe(other_shop, other_receiver.url)
        tell(shop)

        def run() -> None:
            try:
                work_off()
            finally:
                close_old_connections()

        slow = threading.Thread(target=run)
        slow.start()
        try:
            assert asked.wait(120)
            tell(other_shop)
            work_off()
            assert len(other_receiver.calls) == 1
        finally:
            go_on.set()
            slow.join(120)

    def test_that_drips_meets_the_time_limit(
        self, shop: Shop, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        go_on = threading.Event()

        def hang(body: str) -> Answer:
            go_on.wait(120)
            return 200, b"", {}

        receiver.answer = hang
        monkeypatch.setattr(jobs, "LIMITS", OutboundLimits(seconds=0.2, redirects=0))
        subscribe(shop, receiver.url)
        tell(shop)
        try:
            work_off()
        finally:
            go_on.set()
        assert last_try(shop).status is None
        assert health(shop).failures == 1


class TestGuard:
    def test_a_redirect_is_not_followed_anywhere(
        self, shop: Shop, receiver: Receiver, other_receiver: Receiver
    ) -> None:
        subscribe(shop, receiver.url)
        receiver.answer = lambda body: (302, b"", {"location": other_receiver.url})
        tell(shop)
        work_off()
        assert last_try(shop).status == 302
        assert other_receiver.calls == []

    def test_an_address_inside_the_house_is_never_reached(
        self, shop: Shop, receiver: Receiver, settings: Settings
    ) -> None:
        """It was allowed when it was entered, and is not any more; nothing connects."""
        subscribe(shop, receiver.url)
        settings.CALLS_INSIDE = frozenset()
        tell(shop)
        work_off()
        assert receiver.calls == []
        assert last_try(shop).error == "127.0.0.1 does not lead to a public address."
