"""A fact reaches who asked for it: signed, once, in order, and nobody else."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from standardwebhooks import Webhook, WebhookVerificationError
from tests.house import Shop

from rapport.kernel.ids import new_id
from rapport.kernel.outbox.api import relay_once
from rapport.kernel.subscribers import api
from rapport.kernel.subscribers.models import DispatchAttempt, Subscriber, SubscriberDispatch
from rapport.kernel.subscribers.tests.conftest import LetterSent, pass_time, subscribe, tell, work_off
from rapport.kernel.subscribers.tests.receiver import Receiver
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.work.api import unit_of_work

pytestmark = pytest.mark.usefixtures("nothing_waits")


class TestTelling:
    def test_is_verified_by_the_library_and_says_what_happened(self, shop: Shop, receiver: Receiver) -> None:
        info, secret = subscribe(shop, receiver.url)
        parcel = tell(shop)
        work_off()
        ((headers, body),) = receiver.calls
        heard = Webhook(secret).verify(body, headers)
        assert heard["type"] == "parcel.sent.v1"
        assert heard["subject"] == {"kind": "parcel", "id": str(parcel), "version": 1}
        assert heard["data"] == {"parcel_id": str(parcel), "version": 1}
        assert heard["id"] == headers["webhook-id"]
        with pytest.raises(WebhookVerificationError):
            Webhook(secret).verify(body.replace("parcel", "letter"), headers)
        with as_tenant(shop.tenant_id):
            (dispatch,) = api.list_dispatches(info.id, actor=shop.actor)
            (attempt,) = api.list_attempts([dispatch.id])
        assert (dispatch.state, dispatch.tries, attempt.status, attempt.answer) == ("sent", 1, 200, "thanks")

    def test_leaves_out_what_nobody_asked_for(self, shop: Shop, other_shop: Shop, receiver: Receiver) -> None:
        subscribe(shop, receiver.url)
        with unit_of_work(shop.actor) as work:
            work.record(LetterSent(letter_id=new_id()))
        tell(other_shop)
        relay_once()
        work_off()
        assert receiver.calls == []
        with as_tenant(shop.tenant_id), connection.cursor() as cursor:
            cursor.execute("select count(*) from inbox_row where consumer = 'subscribers.tell'")
            assert cursor.fetchone() == (0,), "facts nobody wants leave no trace"

    def test_begins_with_the_subscription(self, shop: Shop, receiver: Receiver) -> None:
        tell(shop)
        subscribe(shop, receiver.url)
        relay_once()
        after = tell(shop)
        work_off()
        assert [body["subject"]["id"] for body in receiver.bodies()] == [str(after)]

    def test_of_many_facts_is_one_job(self, shop: Shop, receiver: Receiver) -> None:
        subscribe(shop, receiver.url)
        for _ in range(20):
            tell(shop)
        with as_tenant(shop.tenant_id), connection.cursor() as cursor:
            cursor.execute("select count(*) from job where kind = 'subscribers.send'")
            assert cursor.fetchone() == (1,)
        work_off()
        assert len(receiver.calls) == 20

    def test_keeps_the_order_of_a_subjects_versions(self, shop: Shop, receiver: Receiver) -> None:
        """Version 1 is refused at first; 2 waits for it, and another parcel waits for neither."""
        subscribe(shop, receiver.url)
        first = tell(shop)
        tell(shop, first, 2)
        other = tell(shop)
        refused = [True]

        def answer(body: str) -> tuple[int, bytes, dict[str, str]]:
            if json.loads(body)["subject"]["id"] == str(first) and refused:
                refused.pop()
                return 500, b"not now", {}
            return 200, b"", {}

        receiver.answer = answer
        work_off()
        assert [body["subject"]["id"] for body in receiver.bodies()] == [str(first), str(other)]
        pass_time(shop)
        work_off()
        heard = [body["subject"] for body in receiver.bodies()]
        assert [one["version"] for one in heard if one["id"] == str(first)] == [1, 1, 2]


class TestSecret:
    def test_lies_encrypted_and_in_no_history(self, shop: Shop, receiver: Receiver) -> None:
        info, secret = subscribe(shop, receiver.url)
        with as_tenant(shop.tenant_id), connection.cursor() as cursor:
            cursor.execute("select t::text from subscriber t where id = %s", [info.id])
            assert secret[6:] not in str(cursor.fetchall())
            cursor.execute("select t::text from change t where table_name = 'subscriber'")
            assert secret[6:] not in str(cursor.fetchall())

    def test_of_before_signs_for_a_day_beside_the_new_one(self, shop: Shop, receiver: Receiver) -> None:
        info, old = subscribe(shop, receiver.url)
        with as_tenant(shop.tenant_id):
            new = api.change_secret(info.id, actor=shop.actor)
        tell(shop)
        work_off()
        headers, body = receiver.calls[-1]
        for secret in (old, new):
            Webhook(secret).verify(body, headers)
        with as_tenant(shop.tenant_id):
            past = timezone.now() - timedelta(seconds=1)
            Subscriber.objects.filter(id=info.id).update(former_until=past)
        tell(shop)
        work_off()
        headers, body = receiver.calls[-1]
        Webhook(new).verify(body, headers)
        with pytest.raises(WebhookVerificationError):
            Webhook(old).verify(body, headers)


class TestReplay:
    def test_sends_again_under_the_same_id(self, shop: Shop, receiver: Receiver) -> None:
        info, _ = subscribe(shop, receiver.url)
        tell(shop)
        work_off()
        with as_tenant(shop.tenant_id):
            (dispatch,) = api.list_dispatches(info.id, actor=shop.actor)
            api.replay_dispatch(info.id, dispatch.id, actor=shop.actor)
        work_off()
        assert len(receiver.calls) == 2
        assert len(set(receiver.ids())) == 1
        with as_tenant(shop.tenant_id):
            assert DispatchAttempt.objects.count() == 2

    def test_of_a_period_takes_what_lies_in_it(self, shop: Shop, receiver: Receiver) -> None:
        info, _ = subscribe(shop, receiver.url)
        tell(shop)
        tell(shop)
        work_off()
        now = timezone.now()
        with as_tenant(shop.tenant_id):
            oldest = SubscriberDispatch.objects.earliest("id")
            SubscriberDispatch.objects.filter(id=oldest.id).update(created_at=now - timedelta(days=2))
            begin, end = now - timedelta(days=3), now - timedelta(days=1)
            assert api.replay_period(info.id, begin, end, actor=shop.actor) == 1
        work_off()
        assert receiver.ids()[2:] == [str(oldest.webhook_id)]

    def test_a_test_arrives_signed(self, shop: Shop, receiver: Receiver) -> None:
        info, secret = subscribe(shop, receiver.url)
        with as_tenant(shop.tenant_id):
            api.send_test(info.id, actor=shop.actor)
        work_off()
        ((headers, body),) = receiver.calls
        assert Webhook(secret).verify(body, headers)["type"] == "subscriber.tested.v1"
