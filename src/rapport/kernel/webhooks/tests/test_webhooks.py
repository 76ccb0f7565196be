"""A sender's call takes effect once, in order, and only with its signature."""

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from tests.house import ApiCaller, Shop

from rapport.kernel.errors import Invalid
from rapport.kernel.identity.api import Actor
from rapport.kernel.jobs.api import run_next
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.webhooks import registry, sweeping
from rapport.kernel.webhooks.api import (
    Delivery,
    EndpointInfo,
    change_secret,
    claim_version,
    is_signed_base64,
    is_signed_with_time,
    open_endpoint,
    register_receiver,
    switch_endpoint,
)
from rapport.kernel.webhooks.models import WebhookDelivery, WebhookEndpoint
from rapport.kernel.webhooks.rules import sign
from rapport.kernel.work.api import unit_of_work

pytestmark = pytest.mark.usefixtures("nothing_waits")

Orders = dict[str, int]
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def orders(monkeypatch: pytest.MonkeyPatch) -> Orders:
    """What a shop's calls have made of its orders."""
    state: Orders = {}

    def handle(delivery: Delivery, actor: Actor) -> None:
        call = json.loads(delivery.body)
        if "total" not in call:
            raise Invalid("An order needs a total.")
        with unit_of_work(actor):
            changed = datetime.fromisoformat(call["changed"])
            if claim_version(delivery.endpoint_id, f"order:{call['number']}", changed):
                state[call["number"]] = call["total"]

    monkeypatch.setattr(registry, "_receivers", {})
    register_receiver(
        "shop",
        title=lambda: "Shop",
        verify=lambda secret, headers, body, now: is_signed_base64(
            secret, headers.get("x-signature", ""), body
        ),
        topic=lambda headers, body: headers.get("x-topic", ""),
        key=lambda headers, body: headers.get("x-id", ""),
        handle=handle,
    )
    return state


@pytest.fixture
def endpoint(shop: Shop, orders: Orders) -> tuple[EndpointInfo, str]:
    return open_endpoint("shop", "Teahouse", actor=shop.actor)


def order(total: int, minutes: int, number: str = "1001") -> bytes:
    changed = (NOW + timedelta(minutes=minutes)).isoformat()
    return json.dumps({"number": number, "total": total, "changed": changed}).encode()


def call(place: tuple[EndpointInfo, str], body: bytes, **headers: str) -> Any:
    info, secret = place
    signed = {"X-Signature": base64.b64encode(sign(secret, body)).decode(), "X-Topic": "order.updated"}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Client().post(info.path, body, content_type="application/json", headers={**signed, **named})


def digest_all() -> None:
    while run_next("quick"):
        pass


def count_deliveries(shop: Shop) -> int:
    with as_tenant(shop.tenant_id):
        return WebhookDelivery.objects.count()


def test_a_call_is_kept_as_it_came_and_takes_effect(
    shop: Shop, orders: Orders, endpoint: tuple[EndpointInfo, str]
) -> None:
    body = order(500, 0)
    answer = call(endpoint, body, X_Id="a")
    assert (answer.status_code, answer.json()) == (200, {"received": True, "repeated": False})
    with as_tenant(shop.tenant_id):
        row = WebhookDelivery.objects.get()
        assert (bytes(row.body), row.topic, row.key) == (body, "order.updated", "a")
    digest_all()
    assert orders == {"1001": 500}


def test_a_repeat_has_no_second_effect(shop: Shop, endpoint: tuple[EndpointInfo, str]) -> None:
    for number in range(3):
        assert call(endpoint, order(500, 0)).json()["repeated"] is bool(number)
    assert count_deliveries(shop) == 1


def test_a_late_older_version_has_no_effect(orders: Orders, endpoint: tuple[EndpointInfo, str]) -> None:
    for total, minutes in ((300, 3), (100, 1), (200, 2)):
        call(endpoint, order(total, minutes))
        digest_all()
    assert orders == {"1001": 300}


class TestSignature:
    def test_of_another_body_or_none_is_refused(self, shop: Shop, endpoint: tuple[EndpointInfo, str]) -> None:
        good = base64.b64encode(sign(endpoint[1], order(1, 0))).decode()
        for signature in (good, "", "ü", "=" * 44):
            assert call(endpoint, order(2, 0), X_Signature=signature).status_code == 401
        assert count_deliveries(shop) == 0

    def test_of_the_former_secret_holds_for_a_day(
        self, shop: Shop, endpoint: tuple[EndpointInfo, str]
    ) -> None:
        fresh = change_secret(endpoint[0].id, actor=shop.actor)
        assert call(endpoint, order(1, 0)).status_code == 200
        assert call((endpoint[0], fresh), order(2, 0)).status_code == 200
        with as_tenant(shop.tenant_id):
            WebhookEndpoint.objects.update(former_until=NOW - timedelta(days=365))
        assert call(endpoint, order(3, 0)).status_code == 401

    def test_with_time_is_good_for_five_minutes(self) -> None:
        body = b"{}"
        moment = int(NOW.timestamp())
        header = f"t={moment},v1={'0' * 64},v1={sign('key', f'{moment}.'.encode() + body).hex()}"
        assert is_signed_with_time("key", header, body, NOW)
        assert is_signed_with_time("key", header, body, NOW + timedelta(seconds=299))
        assert not is_signed_with_time("key", header, body, NOW + timedelta(seconds=301))
        assert not is_signed_with_time("key", header, b"{ }", NOW)
        assert not is_signed_with_time("key", f"t={moment + 1},{header}", body, NOW)


def test_a_shut_endpoint_answers_like_none(shop: Shop, endpoint: tuple[EndpointInfo, str]) -> None:
    switch_endpoint(endpoint[0].id, active=False, actor=shop.actor)
    shut = call(endpoint, order(1, 0))
    none = Client().post("/hooks/01922b5e-7a60-7cc4-9b0e-5f3f3e0f9a11", b"", content_type="text/plain")
    assert (shut.status_code, shut.content) == (none.status_code, none.content)
    assert shut.status_code == 404


def test_a_refused_delivery_tells_why_and_can_be_digested_again(
    shop: Shop, orders: Orders, endpoint: tuple[EndpointInfo, str], api: ApiCaller
) -> None:
    call(endpoint, b'{"number": "7"}')
    digest_all()
    (line,) = api.get(f"/webhooks/{endpoint[0].id}/deliveries?state=refused").json()["items"]
    assert line["reason"] == "An order needs a total."
    with as_tenant(shop.tenant_id):
        WebhookDelivery.objects.update(body=order(9, 0, "7"))
    assert api.post(f"/webhooks/deliveries/{line['id']}/digest").status_code == 204
    digest_all()
    assert orders["7"] == 9


def test_the_secret_is_shown_once_and_stored_encrypted(
    shop: Shop, other_shop: Shop, orders: Orders, api: ApiCaller
) -> None:
    made = api.post("/webhooks", {"receiver": "shop", "name": "Tea"}).json()
    assert "secret" not in api.get(f"/webhooks/{made['id']}").json()
    with as_tenant(shop.tenant_id), connection.cursor() as cursor:
        cursor.execute(
            "select e::text || (select string_agg(c::text, '') from change c) from webhook_endpoint e"
        )
        text = "".join(cursor.fetchone() or ())
    assert made["secret"] not in text
    assert made["secret"].encode().hex() not in text
    assert ApiCaller(other_shop.tenant_id).get(f"/webhooks/{made['id']}").status_code == 404
    assert ApiCaller(shop.tenant_id, role="clerk").get("/webhooks").status_code == 403


class TestSweeping:
    """Bodies go from the database once digested and old, and lie in the lake by then; repeats stay known."""

    def test_what_was_digested_is_emptied_and_a_repeat_has_no_effect(
        self, shop: Shop, orders: Orders, endpoint: tuple[EndpointInfo, str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sweeping, "find_holders", lambda before: [])
        call(endpoint, order(5, 0), X_Id="a")
        call(endpoint, b'{"number": "2"}', X_Id="b")
        digest_all()
        assert sweeping.empty_digested(actor=shop.actor) == 0
        tomorrow = datetime.now(UTC) + timedelta(days=1)
        assert sweeping.empty_before(tomorrow, actor=shop.actor) == 1
        with as_tenant(shop.tenant_id):
            rows = {row.key: row for row in WebhookDelivery.objects.all()}
        assert (bytes(rows["a"].body), rows["a"].headers) == (b"", {})
        assert bytes(rows["b"].body), "what was refused can still be mended"
        orders.clear()
        assert call(endpoint, order(5, 0), X_Id="a").json()["repeated"] is True
        digest_all()
        assert orders == {}

    def test_nothing_goes_while_the_lake_has_it_not(
        self, shop: Shop, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sweeping, "find_holders", lambda before: ["lake"])
        monkeypatch.setattr(sweeping, "empty_before", lambda *args, **more: 1 / 0)
        assert sweeping.empty_digested(actor=shop.actor) == 0
