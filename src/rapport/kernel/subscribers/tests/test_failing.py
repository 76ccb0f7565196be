"""Receivers that are dead, slow, broken, gone or not where they should be; and a sender that dies."""

import threading
from datetime import timedelta

import pytest
from django.db import close_old_connections
from django.utils import timezone
from pytest_django import Settings
from tests.house import Shop

from rapport.kernel.doors.api import OutboundLimits
from rapport.kernel.jobs.api import run_next
from rapport.kernel.notices.api import page_notices
from rapport.kernel.subscribers import api, jobs, rules
from rapport.kernel.subscribers.contracts import Outcome
from rapport.kernel.subscribers.models import (
    DispatchAttempt,
    Subscriber,
    SubscriberDispatch,
    SubscriberHealth,
)
from rapport.kernel.subscribers.tests.conftest import pass_time, subscribe, tell, work_off
from rapport.kernel.subscribers.tests.receiver import Answer, Receiver
from rapport.kernel.tenancy.api import as_tenant


def broken(body: str) -> Answer:
    return 500, b"<b>broken</b>", {}


def health(shop: Shop) -> SubscriberHealth:
    with as_tenant(shop.tenant_id):
        return SubscriberHealth.objects.get()


def last_try(shop: Shop) -> DispatchAttempt:
    with as_tenant(shop.tenant_id):
        return DispatchAttempt.objects.latest("id")


class TestBroken:
    def test_is_tried_again_later_under_the_same_id(self, shop: Shop, receiver: Receiver) -> None:
        subscribe(shop, receiver.url)
        receiver.answer = broken
        tell(shop)
        work_off()
        with as_tenant(shop.tenant_id):
            dispatch = SubscriberDispatch.objects.get()
        assert (dispatch.state, dispatch.tries, dispatch.last_status) == ("waiting", 1, 500)
        assert dispatch.due_at > timezone.now() + timedelta(minutes=50)
        assert last_try(shop).answer == "<b>broken</b>"
        receiver.answer = lambda body: (204, b"", {})
        pass_time(shop)
        work_off()
        assert len(receiver.ids()) == 2
        assert len(set(receiver.ids())) == 1
        assert health(shop).failing_since is None

    def test_is_given_up_after_three_days_of_tries(self, shop: Shop, receiver: Receiver) -> None:
        """One dispatch nobody can take; others get through, so the receiver itself is well."""
        subscribe(shop, receiver.url)
        poison = str(tell(shop))
        receiver.answer = lambda body: (400 if poison in body else 200, b"", {})
        for _ in range(len(rules.PAUSES) + 1):
            tell(shop)
            pass_time(shop)
            work_off()
        with as_tenant(shop.tenant_id):
            (given_up,) = SubscriberDispatch.objects.exclude(state="sent")
            assert (given_up.state, given_up.tries) == ("failed", len(rules.PAUSES) + 1)
            assert str(given_up.subject_id) == poison
            assert Subscriber.objects.get().active

    def test_is_left_alone_after_three_failures_and_caught_up_once_it_is_back(
        self, shop: Shop, receiver: Receiver
    ) -> None:
        subscribe(shop, receiver.url)
        receiver.answer = broken
        for _ in range(6):
            tell(shop)
        work_off()
        assert len(receiver.calls) == rules.UNWELL
        assert health(shop).resting_until is not None
        receiver.calls.clear()
        receiver.answer = lambda body: (200, b"", {})
        with as_tenant(shop.tenant_id):
            SubscriberHealth.objects.update(resting_until=None)
        tell(shop)
        work_off()
        assert len(receiver.calls) == 7, "what was put off goes out with the first that got through"

    def test_is_shut_when_nothing_got_through_for_three_days(self, shop: Shop, receiver: Receiver) -> None:
        info, _ = subscribe(shop, receiver.url)
        receiver.answer = broken
        tell(shop)
        work_off()
        with as_tenant(shop.tenant_id):
            assert api.list_ended(shop.actor) == []
            SubscriberHealth.objects.update(failing_since=timezone.now() - rules.GIVE_UP)
        pass_time(shop)
        work_off()
        with as_tenant(shop.tenant_id):
            (ended,) = api.list_ended(shop.actor)
            assert (ended.id, ended.active, ended.ended) == (info.id, False, "failing")
            ((told,), _) = page_notices(shop.actor)
        assert told.text == "The webhook was shut: nothing got through for three days"
        assert (told.subject, told.href) == ("Warehouse", f"/settings/webhooks/{info.id}")
        receiver.answer = lambda body: (200, b"", {})
        with as_tenant(shop.tenant_id):
            api.change_subscriber(info.id, active=True, actor=shop.actor)
        pass_time(shop)
        work_off()
        with as_tenant(shop.tenant_id):
            assert SubscriberDispatch.objects.get().state == "sent", "what waited goes out once it is open"
            assert api.list_ended(shop.actor) == []

    def test_says_410_and_is_told_no_more(self, shop: Shop, receiver: Receiver) -> None:
        subscribe(shop, receiver.url)
        receiver.answer = lambda body: (410, b"", {})
        tell(shop)
        work_off()
        tell(shop)
        work_off()
        assert len(receiver.calls) == 1
        with as_tenant(shop.tenant_id):
            (ended,) = api.list_ended(shop.actor)
            assert ended.ended == "gone"


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


class TestKilled:
    def test_between_sending_and_noting_it_is_sent_again_under_the_same_id(
        self, shop: Shop, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        subscribe(shop, receiver.url)
        tell(shop)

        def die(*args: object, **named: object) -> bool:
            raise KeyboardInterrupt

        with monkeypatch.context() as dying, pytest.raises(KeyboardInterrupt):
            dying.setattr(jobs, "note_outcome", die)
            run_next("calls")
        assert len(receiver.calls) == 1
        with as_tenant(shop.tenant_id):
            assert SubscriberDispatch.objects.get().tries == 0
            SubscriberHealth.objects.update(leased_until=timezone.now())
        pass_time(shop)
        tell(shop)
        work_off()
        assert len(receiver.calls) == 3
        assert len(set(receiver.ids())) == 2
        assert receiver.ids()[0] == receiver.ids()[1]

    def test_another_run_waits_for_the_lease(self, shop: Shop, receiver: Receiver) -> None:
        subscribe(shop, receiver.url)
        with as_tenant(shop.tenant_id):
            SubscriberHealth.objects.update(leased_until=timezone.now() + timedelta(hours=1))
        tell(shop)
        work_off()
        assert receiver.calls == []
        with as_tenant(shop.tenant_id):
            SubscriberHealth.objects.update(leased_until=None)
        pass_time(shop)
        work_off()
        assert len(receiver.calls) == 1


def test_only_2xx_is_an_arrival() -> None:
    """A broken control: were redirects or errors arrivals, nothing would ever be tried again."""
    arrived = [
        status
        for status in (None, 199, 200, 204, 299, 300, 302, 410, 500)
        if Outcome(status, "", "", 1).arrived
    ]
    assert arrived == [200, 204, 299]
