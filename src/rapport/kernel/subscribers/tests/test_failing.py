"""Receivers that answer with errors: tried again, left alone, given up, shut."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.house import Shop

from rapport.kernel.notices.api import page_notices
from rapport.kernel.subscribers import api, rules
from rapport.kernel.subscribers.contracts import Outcome
from rapport.kernel.subscribers.models import (
    Subscriber,
    SubscriberDispatch,
    SubscriberHealth,
)
from rapport.kernel.subscribers.tests.conftest import health, last_try, pass_time, subscribe, tell, work_off
from rapport.kernel.subscribers.tests.receiver import Answer, Receiver
from rapport.kernel.tenancy.api import as_tenant

pytestmark = pytest.mark.usefixtures("nothing_waits")


def broken(body: str) -> Answer:
    return 500, b"<b>broken</b>", {}


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
            assert Subscriber.objects.get().active
            SubscriberHealth.objects.update(failing_since=timezone.now() - rules.GIVE_UP)
        pass_time(shop)
        work_off()
        with as_tenant(shop.tenant_id):
            ended = Subscriber.objects.get()
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
            assert Subscriber.objects.get().ended == ""

    def test_is_left_alone_as_long_as_it_asks(self, shop: Shop, receiver: Receiver) -> None:
        subscribe(shop, receiver.url)
        receiver.answer = lambda body: (429, b"", {"Retry-After": "36000"})
        tell(shop)
        tell(shop)
        work_off()
        assert len(receiver.calls) == 1, "a busy receiver is not asked for the next either"
        patient = timezone.now() + timedelta(hours=9)
        resting = health(shop).resting_until
        assert resting is not None and resting > patient
        with as_tenant(shop.tenant_id):
            tried = SubscriberDispatch.objects.get(tries=1)
            assert tried.due_at > patient
        receiver.answer = lambda body: (200, b"", {})
        pass_time(shop)
        work_off()
        assert len(receiver.calls) == 3

    def test_says_410_and_is_told_no_more(self, shop: Shop, receiver: Receiver) -> None:
        subscribe(shop, receiver.url)
        receiver.answer = lambda body: (410, b"", {})
        tell(shop)
        work_off()
        tell(shop)
        work_off()
        assert len(receiver.calls) == 1
        with as_tenant(shop.tenant_id):
            assert Subscriber.objects.get().ended == "gone"


def test_only_2xx_is_an_arrival() -> None:
    """A broken control: were redirects or errors arrivals, nothing would ever be tried again."""
    arrived = [
        status
        for status in (None, 199, 200, 204, 299, 300, 302, 410, 500)
        if Outcome(status, "", "", 1).arrived
    ]
    assert arrived == [200, 204, 299]
