"""A connected shop that posts signed reports, and its reports applied."""

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from tests.house import Shop

from rapport.kernel.jobs.api import run_next
from rapport.kernel.tenancy.api import as_tenant
from rapport.kernel.webhooks.api import list_deliveries
from rapport.operational.orders.models import Order
from rapport.operational.shops.models import ShopConnection
from rapport.operational.shops.operations import connect_shop
from rapport.operational.shops.rules.envelope import sign

SECRET = "a secret of the shop"


@dataclass
class Sender:
    """A shop's software: signs what it reports."""

    shop: Shop
    connection: ShopConnection
    client: Client = field(default_factory=Client)

    @property
    def url(self) -> str:
        """The address that was pasted."""
        return f"/hooks/{self.connection.endpoint_id}"

    def post(
        self,
        topic: str,
        payload: Any,
        *,
        delivery: str | None = None,
        body: bytes | None = None,
        signature: str | None = None,
    ) -> int:
        """Post a report; `body` and `signature` replace the right ones."""
        right = json.dumps(payload, ensure_ascii=False).encode()
        signed = sign(right, SECRET) if signature is None else signature
        woo = self.connection.kind == "woocommerce"
        names = ("X-WC-Webhook-Topic", "X-WC-Webhook-Delivery-ID", "X-WC-Webhook-Signature")
        if not woo:
            names = ("X-Shopify-Topic", "X-Shopify-Webhook-Id", "X-Shopify-Hmac-Sha256")
        headers = dict(zip(names, (topic, delivery or uuid.uuid4().hex, signed), strict=True))
        sent = right if body is None else body
        answer = self.client.post(self.url, sent, content_type="application/json", headers=headers)
        return int(answer.status_code)

    def apply(self) -> list[str]:
        """Apply what waits, in the order it came; returns what became of each."""
        waiting = [row.id for row in self.deliveries() if row.state == "waiting"]
        while run_next("quick"):
            pass
        return [row.state for row in self.deliveries() if row.id in waiting]

    def tell(self, topic: str, payload: Any) -> str:
        """Post a report and apply it."""
        assert self.post(topic, payload) == 200
        return (self.apply() or ["repeated"])[-1]

    def order(self) -> Order:
        """Return the only order there is."""
        with as_tenant(self.shop.tenant_id):
            return Order.objects.get()

    def deliveries(self) -> list[Any]:
        """Return all that was kept, without the bodies."""
        with as_tenant(self.shop.tenant_id):
            return list(list_deliveries(self.shop.actor, self.connection.endpoint_id).order_by("id"))


@pytest.fixture
def connect(shop: Shop) -> Callable[..., Sender]:
    """Return a function that connects a shop."""

    def make(kind: str, **values: Any) -> Sender:
        return Sender(shop, connect_shop(kind, "Web shop", secret=SECRET, actor=shop.actor, **values))

    return make


@pytest.fixture
def woo(connect: Callable[..., Sender]) -> Sender:
    """A WooCommerce shop."""
    return connect("woocommerce")


@pytest.fixture
def shopify(connect: Callable[..., Sender]) -> Sender:
    """A Shopify shop."""
    return connect("shopify")
