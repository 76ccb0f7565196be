"""Tags in the settings: counted, renamed for everybody, removed when nobody wears them."""

import re
from uuid import UUID

import pytest
from django.test import Client
from tests.house import Shop

from rapport.customers.party import api
from rapport.customers.party.queries.tags import list_tag_uses
from rapport.customers.party.tests.people import draft
from rapport.kernel.tenancy.api import as_tenant

PATH = "/settings/tags"


def uses(shop: Shop) -> dict[str, int]:
    with as_tenant(shop.tenant_id):
        return {one.name: one.customers for one in list_tag_uses(shop.actor)}


def id_of(shop: Shop, name: str) -> UUID:
    with as_tenant(shop.tenant_id):
        return next(one.id for one in list_tag_uses(shop.actor) if one.name == name)


@pytest.fixture(autouse=True)
def worn(shop: Shop) -> None:
    """Two wear one tag, one of them another."""
    drafts = [
        draft("Ada", "a@example.com", tags=("VIP", "B2B & Co")),
        draft("Bea", "b@example.com", tags=("VIP",)),
    ]
    api.create_customers(drafts, actor=shop.actor)


def test_each_number_leads_to_its_customers(shop: Shop, signed_in: Client) -> None:
    assert uses(shop) == {"B2B & Co": 1, "VIP": 2}
    links = re.findall(r'href="(/customers\?tag=[^"]+)">(\d+)', signed_in.get(PATH).content.decode())
    assert links == [("/customers?tag=B2B+%26+Co", "1"), ("/customers?tag=VIP", "2")]
    assert "Bea" not in signed_in.get(links[0][0]).content.decode()


def test_a_new_name_is_everybodys(shop: Shop, signed_in: Client) -> None:
    address = f"{PATH}/{id_of(shop, 'VIP')}"
    assert signed_in.post(address, {"name": "Gold"}).status_code == 302
    assert uses(shop) == {"B2B & Co": 1, "Gold": 2}
    taken = signed_in.post(address, {"name": "b2b & co"})
    assert taken.status_code == 409
    assert "In use." in taken.content.decode()


def test_goes_when_nobody_wears_it_and_can_come_back(shop: Shop, signed_in: Client) -> None:
    assert signed_in.post(f"{PATH}/new", {"name": "Fresh"}).status_code == 302
    assert signed_in.post(f"{PATH}/{id_of(shop, 'VIP')}/remove").status_code == 409
    assert signed_in.post(f"{PATH}/{id_of(shop, 'Fresh')}/remove").status_code == 302
    assert uses(shop) == {"B2B & Co": 1, "VIP": 2}
    assert "name=Fresh" in signed_in.get(PATH).content.decode(), "the toast offers the way back"
    signed_in.post(f"{PATH}/again?name=Fresh&colour=")
    assert uses(shop)["Fresh"] == 0
