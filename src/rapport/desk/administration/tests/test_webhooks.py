"""The pages of outgoing webhooks: added, shut, sent again, by who may; the secret is seen once."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings
from tests.house import Shop

from rapport.kernel.jobs.api import run_next
from rapport.kernel.jobs.models import Job
from rapport.kernel.subscribers import api
from rapport.kernel.subscribers.models import Subscriber, SubscriberDispatch
from rapport.kernel.subscribers.tests.receiver import Receiver, running_receiver
from rapport.kernel.tenancy.api import as_tenant

pytestmark = pytest.mark.usefixtures("nothing_waits")

HERE = "/settings/webhooks"


@pytest.fixture(autouse=True)
def leave_no_calls(shop: Shop) -> Iterator[None]:
    """No other test's worker draws a call that was left over here."""
    yield
    with as_tenant(shop.tenant_id):
        Job.objects.filter(lane="calls").delete()


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    with running_receiver() as one:
        settings.CALLS_INSIDE = frozenset({("127.0.0.1", one.port)})
        yield one


def work_off() -> None:
    while run_next("calls"):
        pass


def test_a_webhook_is_added_and_its_secret_seen_once(shop: Shop, signed_in: Client) -> None:
    values = {"name": "Warehouse", "url": "https://warehouse.example/hook", "facts": ["order.*"]}
    answer = signed_in.post(f"{HERE}/new", values)
    secret = re.search(r"whsec_[\w+/=]+", answer.content.decode())
    assert secret
    assert answer.headers["Cache-Control"].count("no-store")
    with as_tenant(shop.tenant_id):
        row = Subscriber.objects.get()
    pages = [
        signed_in.get(path).content.decode() for path in (HERE, f"{HERE}/{row.id}", f"{HERE}/{row.id}/edit")
    ]
    assert all("Warehouse" in page and secret[0] not in page for page in pages)
    again = signed_in.post(f"{HERE}/{row.id}/secret").content.decode()
    assert "whsec_" in again
    assert secret[0] not in again


def test_what_is_wrong_is_said_beside_its_field(signed_in: Client) -> None:
    answer = signed_in.post(f"{HERE}/new", {"name": "A", "url": "http://x.example/", "facts": ["order.*"]})
    assert answer.status_code == 422
    assert "Begin with https://" in answer.content.decode()
    assert signed_in.post(f"{HERE}/new", {"name": "A", "url": "https://x.example/"}).status_code == 422


def test_a_test_is_sent_seen_in_the_log_and_sent_again(
    shop: Shop, signed_in: Client, receiver: Receiver
) -> None:
    with as_tenant(shop.tenant_id):
        info, _ = api.add_subscriber("ERP", receiver.url, ["order.*"], actor=shop.actor)
    receiver.answer = lambda body: (503, b"<i>closed</i>", {})
    signed_in.post(f"{HERE}/{info.id}/test")
    work_off()
    with as_tenant(shop.tenant_id):
        dispatch = SubscriberDispatch.objects.get()
    assert "subscriber.tested.v1" in signed_in.get(f"{HERE}/{info.id}").content.decode()
    page = signed_in.get(f"{HERE}/{info.id}/dispatches/{dispatch.id}").content.decode()
    assert "503" in page
    assert "&lt;i&gt;closed&lt;/i&gt;" in page
    receiver.answer = lambda body: (200, b"", {})
    signed_in.post(f"{HERE}/{info.id}/dispatches/{dispatch.id}/replay")
    work_off()
    assert receiver.ids() == [str(dispatch.webhook_id)] * 2
    assert signed_in.get(f"{HERE}/{info.id}?state=sent").content.decode().count("subscriber.tested.v1") >= 1
    period = {"begin": "2020-01-01T00:00", "end": "2099-01-01T00:00"}
    assert signed_in.post(f"{HERE}/{info.id}/replay", period).status_code == 302
    work_off()
    assert len(receiver.calls) == 3


def test_one_that_was_shut_says_why_until_it_is_open(shop: Shop, signed_in: Client) -> None:
    with as_tenant(shop.tenant_id):
        info, _ = api.add_subscriber("ERP", "https://erp.example/", ["order.*"], actor=shop.actor)
        Subscriber.objects.update(active=False, ended="failing")
    assert "Nothing got through for three days" in signed_in.get(f"{HERE}/{info.id}").content.decode()
    signed_in.post(f"{HERE}/{info.id}/switch", {"active": "1"})
    assert "Nothing got through for three days" not in signed_in.get(f"{HERE}/{info.id}").content.decode()


def test_only_a_shut_one_is_removed(shop: Shop, signed_in: Client) -> None:
    with as_tenant(shop.tenant_id):
        info, _ = api.add_subscriber("ERP", "https://erp.example/", ["order.*"], actor=shop.actor)
    signed_in.post(f"{HERE}/{info.id}/remove")
    signed_in.post(f"{HERE}/{info.id}/switch", {"active": "0"})
    assert signed_in.get(f"{HERE}/{info.id}").status_code == 200
    signed_in.post(f"{HERE}/{info.id}/remove")
    assert signed_in.get(f"{HERE}/{info.id}").status_code == 404


def test_the_log_keeps_to_its_queries(
    shop: Shop, signed_in: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with as_tenant(shop.tenant_id):
        info, _ = api.add_subscriber("ERP", "https://erp.example/", ["order.*"], actor=shop.actor)
        for _number in range(60):
            api.send_test(info.id, actor=shop.actor)
    with django_assert_max_num_queries(25):
        assert signed_in.get(f"{HERE}/{info.id}").status_code == 200
