"""A business's own fields of products and orders: by the API, in place on the page, told as a fact."""

from typing import Any

import pytest
from django.test import Client

from rapport.customers.party.tests.facts import facts_of
from rapport.kernel.fields.api import define_field
from rapport.kernel.tenancy.api import as_tenant
from tests.house import ApiCaller, Shop

LINE = {"sku": "TEA-1", "description": "Tea", "quantity": "1", "unit_price": "5.00"}
PRODUCT = ("product", "/products", {"sku": "TEA-1", "name": "Green tea"})
ORDER = ("order", "/orders", {"number": "1", "source": "api", "currency": "EUR", "lines": [LINE]})


@pytest.mark.parametrize(("kind", "where", "body"), [PRODUCT, ORDER], ids=["product", "order"])
def test_are_set_read_and_edited(
    kind: str, where: str, body: dict[str, Any], api: ApiCaller, signed_in: Client, shop: Shop
) -> None:
    with as_tenant(shop.tenant_id):
        define_field(kind, "shelf", "Shelf", "integer", actor=shop.actor)
    made = api.post(where, body)
    assert made.status_code == 201, made.content
    path = f"{where}/{made.json()['id']}"
    refused = api.patch(f"{path}/custom-fields", {"values": {"shelf": "high"}})
    assert (refused.status_code, set(refused.json()["fields"])) == (422, {"shelf"})
    kept = api.patch(f"{path}/custom-fields", {"values": {"shelf": 7}}, If_Match=made["ETag"])
    assert kept.json() == {"values": {"shelf": 7}} == api.get(f"{path}/custom-fields").json()
    assert api.patch(f"{path}/custom-fields", {"values": {}}, If_Match=made["ETag"]).status_code == 412
    told = facts_of(shop.tenant_id, "record.fields_changed.v1")[-1]
    assert (told["kind"], told["values"]) == (kind, {"shelf": 7})
    page = signed_in.get(path).content.decode()
    assert f"{path}/custom/shelf" in page
    assert signed_in.post(f"{path}/custom/shelf", {"value": "8", "was": "7"}).status_code == 200
    assert api.get(f"{path}/custom-fields").json() == {"values": {"shelf": 8}}
