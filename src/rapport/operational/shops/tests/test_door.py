"""The door keeps what is signed, exactly once, before it answers; nothing else gets in."""

import base64
import json
from typing import Any

import pytest
from django.test import Client

from rapport.kernel.ids import new_id
from rapport.kernel.tenancy.api import as_tenant
from rapport.operational.orders.models import Order
from rapport.operational.shops.operations import change_connection
from rapport.operational.shops.rules.envelope import is_signed, sign
from rapport.operational.shops.tests.conftest import SECRET, Sender
from rapport.operational.shops.tests.payloads import SHOPIFY_ORDER, WOO_ORDER, changed

pytestmark = pytest.mark.usefixtures("nothing_waits")


class TestSignature:
    def test_agrees_with_a_known_vector(self) -> None:
        """RFC 4231, case 2, in base64."""
        digest = bytes.fromhex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        assert sign(b"what do ya want for nothing?", "Jefe") == base64.b64encode(digest).decode()

    def test_is_over_the_raw_bytes(self) -> None:
        signature = sign(b'{"a": 1}', SECRET)
        assert is_signed(b'{"a": 1}', SECRET, signature)
        assert not is_signed(b'{"a":1}', SECRET, signature)

    def test_is_never_right_without_a_secret(self) -> None:
        assert not is_signed(b"x", "", sign(b"x", ""))

    @pytest.mark.parametrize("signature", ["", "x", "é", "=" * 5000])
    def test_survives_nonsense(self, signature: str) -> None:
        assert not is_signed(b"x", SECRET, signature)


class TestDoor:
    def test_keeps_what_is_signed_before_it_answers(self, woo: Sender) -> None:
        assert woo.post("order.created", WOO_ORDER) == 200
        (kept,) = woo.deliveries()
        assert (kept.topic, kept.state) == ("order.created", "waiting")

    def test_keeps_nothing_that_was_altered(self, woo: Sender) -> None:
        altered = json.dumps(changed(WOO_ORDER, total="0.01")).encode()
        assert woo.post("order.created", WOO_ORDER, body=altered) == 401
        assert woo.post("order.created", WOO_ORDER, signature="") == 401
        assert woo.post("order.created", WOO_ORDER, signature=sign(b"{}", SECRET)) == 401
        assert woo.deliveries() == []

    def test_leaves_no_trace_where_no_shop_is(self, woo: Sender) -> None:
        body = json.dumps(WOO_ORDER).encode()
        signed = {"X-WC-Webhook-Topic": "order.created", "X-WC-Webhook-Signature": sign(body, SECRET)}
        answer = Client().post(f"/hooks/{new_id()}", body, content_type="application/json", headers=signed)
        assert answer.status_code == 404

    def test_keeps_a_replay_once(self, woo: Sender) -> None:
        for _ in range(3):
            assert woo.post("order.created", WOO_ORDER, delivery="d-1") == 200
        assert len(woo.deliveries()) == 1

    def test_keeps_two_reports_that_share_an_id(self, woo: Sender) -> None:
        """WooCommerce makes the id of the webhook and the second."""
        woo.post("order.created", WOO_ORDER, delivery="d-1")
        woo.post("order.created", changed(WOO_ORDER, id=728, number="728"), delivery="d-1")
        assert len(woo.deliveries()) == 2

    def test_greets_woocommerce(self, woo: Sender) -> None:
        for number in range(3):
            body = b"webhook_id=%d" % number
            answer = Client().post(woo.url, body, content_type="application/x-www-form-urlencoded")
            assert answer.status_code == 200
        assert len(woo.deliveries()) == 1
        assert woo.apply() == ["done"]

    def test_greets_nobody_with_more_to_say(self, woo: Sender) -> None:
        answer = Client().post(woo.url, b"webhook_id=7&x=y", content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 401

    def test_is_shut_while_the_shop_is_not_listened_to(self, woo: Sender) -> None:
        change_connection(woo.connection.id, {"active": False}, actor=woo.shop.actor)
        assert woo.post("order.created", WOO_ORDER) == 404

    def test_takes_the_new_secret(self, woo: Sender) -> None:
        change_connection(woo.connection.id, {"secret": "quite another secret"}, actor=woo.shop.actor)
        body = json.dumps(WOO_ORDER, ensure_ascii=False).encode()
        assert woo.post("order.created", WOO_ORDER, signature=sign(body, "quite another secret")) == 200

    def test_only_takes_posts(self, woo: Sender) -> None:
        assert Client().get(woo.url).status_code == 405

    def test_knows_shopifys_headers(self, shopify: Sender) -> None:
        assert shopify.post("orders/create", SHOPIFY_ORDER, delivery="w-1") == 200
        assert shopify.post("orders/create", SHOPIFY_ORDER, delivery="w-1") == 200
        assert [row.topic for row in shopify.deliveries()] == ["orders/create"]


class TestBadReports:
    @pytest.mark.parametrize(
        "payload",
        [
            *([], 1, None, "text", {}, {"id": None}, {"line_items": "x", "id": 1, "currency": "EUR"}),
            {**WOO_ORDER, "currency": "XXXX"},
            {**WOO_ORDER, "total": "NaN"},
            {**WOO_ORDER, "total": "1e30"},
            {**WOO_ORDER, "date_created_gmt": "yesterday"},
            {**WOO_ORDER, "line_items": [{"quantity": "x"}]},
        ],
    )
    def test_fail_with_a_reason_and_change_nothing(self, woo: Sender, payload: Any) -> None:
        assert woo.post("order.created", payload) == 200
        assert woo.apply() == ["refused"]
        assert woo.deliveries()[0].reason
        with as_tenant(woo.shop.tenant_id):
            assert not Order.objects.exists()

    def test_ignore_what_nobody_asked_for(self, woo: Sender) -> None:
        assert woo.tell("coupon.created", {"id": 1}) == "done"
        assert woo.tell("", WOO_ORDER) == "done"
        with as_tenant(woo.shop.tenant_id):
            assert not Order.objects.exists()
