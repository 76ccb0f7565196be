"""What another system called with lies in the lake as it came, until the person it names is erased."""

import base64
import hashlib
import hmac
import json
from pathlib import Path

import pytest

from rapport.bigdata.lake.operations import erasing
from rapport.bigdata.lake.operations.erasing import forget_erased
from rapport.bigdata.lake.operations.writing import LakeWriter
from rapport.bigdata.lake.tests.carrying import rows, waiting
from rapport.customers.party.api import create_customer
from rapport.customers.party.contracts import ContactDraft, CustomerDraft
from rapport.customers.privacy.api import erase_customer
from rapport.kernel.errors import Forbidden
from rapport.kernel.webhooks.api import open_endpoint, take_delivery
from rapport.kernel.webhooks.events import WebhookReceived
from tests.house import Shop

BODIES = (b'{"email": "ada@sea.example"}', b"\xff\x00")


def carry(shop: Shop) -> None:
    LakeWriter(lambda table: None).take(waiting(shop))


def test_a_call_is_kept_as_it_came_until_its_person_is_erased(
    shop: Shop, transactional_db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(erasing, "_proofs", lambda tenant_id: tmp_path / "proofs" / str(tenant_id))
    point = ContactDraft(kind="email", value="ada@sea.example")
    ada = create_customer(CustomerDraft(name="Ada Byron", contact_points=(point,)), actor=shop.actor)
    endpoint, secret = open_endpoint("shopify", "Tea", actor=shop.actor)
    for number, body in enumerate(BODIES):
        signature = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()
        headers = {"x-shopify-topic": "orders/create", "x-shopify-webhook-id": str(number)}
        assert take_delivery(endpoint.id, headers | {"x-shopify-hmac-sha256": signature}, body)
        assert not take_delivery(endpoint.id, headers | {"x-shopify-hmac-sha256": signature}, body)
    with pytest.raises(Forbidden):
        take_delivery(endpoint.id, {"x-shopify-hmac-sha256": "forged"}, b"{}")
    carry(shop)
    calls = rows(shop, WebhookReceived.name).sort_by("key")
    assert calls["body"].to_pylist() == [BODIES[0].decode(), base64.b64encode(BODIES[1]).decode()]
    assert calls["encoding"].to_pylist() == ["text", "base64"]
    assert calls["signed"].to_pylist() == ["present", "present"]
    assert [sorted(json.loads(one)) for one in calls["headers"].to_pylist()] == [
        ["x-shopify-topic", "x-shopify-webhook-id"]
    ] * 2
    erase_customer(ada.id, actor=shop.actor)
    carry(shop)
    proofs = {proof.table.fact: proof for proof in forget_erased(shop.tenant_id, [])}
    assert (proofs[WebhookReceived.name].deleted, proofs[WebhookReceived.name].remaining) == (1, 0)
    assert rows(shop, WebhookReceived.name)["encoding"].to_pylist() == ["base64"]
